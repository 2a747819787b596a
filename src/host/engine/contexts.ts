import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { asObject, asText, type JsonObject } from '#core/parse/json.ts';

import { readRegular } from '../files/regular.ts';
import { EngineError } from './failure.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Files of the client's configuration folder are small; a larger one is not what it claims to be. */
const MAX_FILE = 1024 * 1024;

/** What a context says about its engine; certificates as PEM. */
export interface DockerContext {
  readonly name: string;
  readonly endpoint: string;
  readonly skipsVerification: boolean;
  readonly certificates: Certificates;
}

export interface Certificates {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** The folder the client keeps its configuration in. */
export function configurationFolder(environment: Environment): string {
  const named = environment['DOCKER_CONFIG'];
  if (named !== undefined && named !== '') return named;
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  return join(home, '.docker');
}

/** `currentContext` of config.json; undefined where there is none, or no readable file. The client then uses its default. */
export async function currentContext(folder: string): Promise<string | undefined> {
  const text = await readSmall(join(folder, 'config.json'));
  if (text === null) return undefined;
  const name = asText(parse(text)?.['currentContext']);
  return name === '' ? undefined : name;
}

/** A context of the store, found as docker/cli cli/context/store does: by the SHA-256 of its name. */
export async function readContext(folder: string, name: string): Promise<DockerContext> {
  const id = createHash('sha256').update(name).digest('hex');
  const text = await readSmall(join(folder, 'contexts', 'meta', id, 'meta.json'));
  if (text === null) throw missing(`context "${name}" not found`);
  const docker = dockerEndpoint(parse(text));
  const endpoint = asText(docker?.['Host']);
  if (endpoint === undefined) throw missing(`context "${name}" names no Docker endpoint`);
  return {
    name,
    endpoint,
    skipsVerification: docker?.['SkipTLSVerify'] === true,
    certificates: await readCertificates(join(folder, 'contexts', 'tls', id, 'docker')),
  };
}

/** What a context's meta.json says of its engine. */
export function dockerEndpoint(meta: JsonObject | null): JsonObject | null {
  return asObject(asObject(meta?.['Endpoints'])?.['docker']);
}

/** `ca.pem`, `cert.pem` and `key.pem` of a folder, those that are there. */
export async function readCertificates(folder: string): Promise<Certificates> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readSmall(join(folder, name))),
  );
  return {
    ...(typeof ca === 'string' && { ca }),
    ...(typeof cert === 'string' && { cert }),
    ...(typeof key === 'string' && { key }),
  };
}

function missing(detail: string): EngineError {
  return new EngineError({ problem: 'context-not-found', detail });
}

function parse(text: string): JsonObject | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The file's text; null if it is not there, not readable, no regular file, or too large to be what it should be. */
async function readSmall(path: string): Promise<string | null> {
  const file = await readRegular(path, MAX_FILE);
  return file.ok && !file.isCut ? file.bytes.toString('utf8') : null;
}
