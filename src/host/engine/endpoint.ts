import type { EngineReach } from '#core/model/probes/engine.ts';

import {
  configurationFolder,
  currentContext,
  readCertificates,
  readContext,
  type Certificates,
  type Environment,
} from './contexts.ts';
import { EngineError } from './failure.ts';

export interface EngineOptions {
  /** A context's name, as the client's own `--context` takes it. */
  readonly context?: string;
  /** An endpoint, as the client's own `--host` takes it. */
  readonly host?: string;
  /** Variables that choose the engine (DOCKER_HOST and others); the process's own unless given. */
  readonly environment?: Environment;
}

export interface Endpoint {
  readonly url: string;
  readonly from: EngineReach['from'];
  readonly context?: string;
  readonly address: Address;
}

export type Address =
  | { readonly kind: 'unix' | 'npipe'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'tls';
      readonly host: string;
      readonly port: number;
      readonly certificates: Certificates;
      /** False: any certificate is accepted, as the setting asks. */
      readonly isVerified: boolean;
    }
  | {
      readonly kind: 'ssh';
      readonly host: string;
      readonly user?: string;
      readonly port?: number;
      /** The engine's socket over there, where it is not the usual one. */
      readonly path?: string;
    };

/** What was chosen before anything was read or parsed; still known where that then fails. */
export type Choice = Pick<Endpoint, 'from' | 'context'> & { readonly url?: string };

interface Tls {
  readonly certificates: Certificates;
  readonly isVerified: boolean;
}

/**
 * The engine that `docker` itself would talk to: docker/cli cli/command/cli.go resolveContextName, and opts/hosts.go.
 * Sockets that no setting names are never tried: what `docker build` did not use is no evidence.
 */
export async function chooseEndpoint({ context, host, environment = process.env }: EngineOptions): Promise<Choice> {
  if (context !== undefined) return { from: 'flag', context };
  if (host !== undefined) return { from: 'flag', url: host };
  const named = choiceOf(environment);
  if (named !== null) return named;
  const current = await currentContext(configurationFolder(environment));
  return current === undefined ? { from: 'default', url: defaultUrl() } : { from: 'context', context: current };
}

/** What variables choose; null where they leave it to config.json. */
export function choiceOf(environment: Environment): Choice | null {
  const url = environment['DOCKER_HOST'] ?? '';
  if (url !== '') return { from: 'DOCKER_HOST', url };
  const context = environment['DOCKER_CONTEXT'] ?? '';
  return context === '' ? null : { from: 'DOCKER_CONTEXT', context };
}

/** Where the chosen engine is. Rejects with an EngineError. */
export async function resolveEndpoint(choice: Choice, environment: Environment = process.env): Promise<Endpoint> {
  const { from, context } = choice;
  const folder = configurationFolder(environment);
  if (context !== undefined && context !== 'default') {
    const { endpoint, skipsVerification, certificates } = await readContext(folder, context);
    const isTls = Object.keys(certificates).length > 0 || skipsVerification;
    const tls = isTls ? { certificates, isVerified: !skipsVerification } : null;
    return { url: endpoint, from, context, address: addressOf(endpoint, tls) };
  }
  const url = choice.url ?? defaultUrl();
  const address = addressOf(url, await tlsOfEnvironment(environment, folder));
  return { url, from, ...(context !== undefined && { context }), address };
}

export function defaultUrl(platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
}

/** DOCKER_TLS asks for TLS, DOCKER_TLS_VERIFY (any value but an empty one) also for a check of the certificate. */
async function tlsOfEnvironment(environment: Environment, folder: string): Promise<Tls | null> {
  const isVerified = (environment['DOCKER_TLS_VERIFY'] ?? '') !== '';
  if (!isVerified && (environment['DOCKER_TLS'] ?? '') === '') return null;
  const named = environment['DOCKER_CERT_PATH'] ?? '';
  return { certificates: await readCertificates(named === '' ? folder : named), isVerified };
}

const SCHEME = /^([a-z]+):\/\/(.*)$/i;

function addressOf(url: string, tls: Tls | null): Address {
  const [, scheme = 'tcp', rest = url] = SCHEME.exec(url.trim()) ?? [];
  switch (scheme.toLowerCase()) {
    case 'unix':
      return { kind: 'unix', path: rest === '' ? '/var/run/docker.sock' : rest };
    case 'npipe':
      // Node takes the pipe's path with backslashes; docker writes it with slashes.
      return { kind: 'npipe', path: rest.replaceAll('/', '\\') };
    case 'tcp':
    case 'http':
    case 'https': {
      const { host, port } = hostAndPort(url, rest, tls === null && scheme !== 'https' ? 2375 : 2376);
      if (tls !== null) return { kind: 'tls', host, port, ...tls };
      return scheme === 'https'
        ? { kind: 'tls', host, port, certificates: {}, isVerified: true }
        : { kind: 'tcp', host, port };
    }
    case 'ssh':
      return sshAddress(url, rest);
    default:
      throw unusable(url);
  }
}

function hostAndPort(url: string, rest: string, usual: number): { readonly host: string; readonly port: number } {
  const [, bracketed, plain = '', port] =
    /^(?:\[([0-9a-f:.%]+)\]|([^:/\s]*))(?::(\d{1,5}))?(?:\/.*)?$/i.exec(rest) ?? [];
  const host = bracketed ?? plain;
  if (host === '' && port === undefined) throw unusable(url);
  return { host: host === '' ? 'localhost' : host, port: port === undefined ? usual : Number(port) };
}

// Nothing here may be read as an option of ssh, or as syntax by the shell over there that it hands its words to.
const SSH = /^(?:([\w.][\w.+-]*)@)?(\[[0-9a-f:]+\]|[\w][\w.-]*)(?::(\d{1,5}))?(\/[\w./+-]*)?$/i;

function sshAddress(url: string, rest: string): Address {
  const found = SSH.exec(rest);
  if (found === null) throw unusable(url);
  const [, user, host = '', port, path = '/'] = found;
  return {
    kind: 'ssh',
    host: host.replace(/^\[|\]$/g, ''),
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port: Number(port) }),
    ...(path !== '/' && { path }),
  };
}

function unusable(url: string): EngineError {
  return new EngineError({ problem: 'other', detail: `unable to parse docker host "${url}"` });
}
