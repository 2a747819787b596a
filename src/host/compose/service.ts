import { stat } from 'node:fs/promises';
import { relative } from 'node:path';

import type { EnvironmentValue, ProjectMount, ProjectService, PublishedPort } from '#core/model/probes/project.ts';
import { isRemote } from '#core/parse/compose/canonical.ts';
import { asList, asMap, isMap, type ComposeMap, type ComposeValue } from '#core/parse/compose/merge.ts';
import { mask } from '#core/redact.ts';

import { environmentValue, type Tokens } from '../tokens.ts';
import type { ComposeModel } from './model.ts';
import { readEnvFile } from './settings.ts';

/** A service of the model as probes answer it: values as tokens, paths relative to the project. */
export async function projectService(
  model: ComposeModel,
  name: string,
  service: ComposeMap,
  token: Tokens,
): Promise<ProjectService> {
  const { build, image } = service;
  const healthcheck = testOf(asMap(service['healthcheck']));
  const limits = asMap(asMap(asMap(service['deploy'])['resources'])['limits']);
  const memoryLimit = bytesOf(limits['memory'] ?? service['mem_limit']);
  const replicas = Number(asMap(service['deploy'])['replicas'] ?? service['scale'] ?? Number.NaN);
  const profiles = asList(service['profiles']).map(String);
  const networkMode = word(service['network_mode']);
  const platform = word(service['platform']);
  const containerName = word(service['container_name']);
  const entrypoint = wordsOf(service['entrypoint']);
  const command = wordsOf(service['command']);
  const options = optionsOf([...entrypoint, ...command], token);
  const envFiles = await envFilesOf(model, name);
  return {
    name,
    ...(typeof image === 'string' && { image }),
    environment: await environmentOf(model, service, token),
    dependsOn: dependsOn(service),
    hasHealthcheck: healthcheck !== null,
    ...(healthcheck !== null && healthcheck.length > 0 && { healthcheck }),
    ...(containerName !== undefined && { containerName }),
    aliases: aliasesOf(name, service, model.services),
    extraHosts: extraHostsOf(service),
    ...(entrypoint.length > 0 && { entrypoint: entrypoint.map(mask) }),
    ...(command[0] !== undefined && { program: mask(command[0]) }),
    options,
    envFiles,
    ports: asList(service['ports']).flatMap(publishedPort),
    networks: networksOf(service, networkMode),
    volumes: await Promise.all(asList(service['volumes']).map((entry) => mountOf(asMap(entry), model.project))),
    ...(isMap(build) && { build: buildOf(build, model.project) }),
    ...(profiles.length > 0 && { profiles }),
    ...(memoryLimit !== undefined && { memoryLimit }),
    ...(!Number.isNaN(replicas) && { replicas }),
    ...(networkMode !== undefined && { networkMode }),
    ...(platform !== undefined && { platform }),
    ...(model.places.has(name) && { at: model.places.get(name) as { file: string; line: number } }),
  };
}

async function environmentOf(
  model: ComposeModel,
  service: ComposeMap,
  token: Tokens,
): Promise<Record<string, EnvironmentValue>> {
  const values = new Map<string, string>();
  // Compose's own output has the env_file values in it already.
  for (const entry of model.by === 'files' ? asList(service['env_file']) : []) {
    const { path, format } = asMap(entry);
    const lookup = (name: string): string | undefined => model.lookup(name) ?? values.get(name);
    const read = await readEnvFile(String(path), lookup, { isRaw: format === 'raw' });
    if (typeof read !== 'string') for (const [key, value] of read) values.set(key, value);
  }
  for (const [key, value] of Object.entries(asMap(service['environment']))) {
    const text = value === null ? (model.by === 'files' ? model.lookup(key) : undefined) : String(value);
    // Passed on from an environment that does not have it: the container gets none.
    if (text === undefined) values.delete(key);
    else values.set(key, text);
  }
  return Object.fromEntries([...values].map(([key, value]) => [key, environmentValue(key, value, token)]));
}

/** `depends_on`, and what Compose derives from links and shared namespaces. */
function dependsOn(service: ComposeMap): ProjectService['dependsOn'] {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(asMap(service['depends_on']))) {
    found.set(name, String(asMap(value)['condition'] ?? 'service_started'));
  }
  const implied = [
    ...asList(service['links']).map((link) => String(link).split(':')[0]),
    ...asList(service['volumes_from']).map((from) => /^(?!container:)[^:]+/.exec(String(from))?.[0]),
    ...['network_mode', 'ipc', 'pid'].map((key) => /^service:(.+)$/.exec(String(service[key] ?? ''))?.[1]),
  ];
  for (const name of implied) if (name !== undefined && !found.has(name)) found.set(name, 'service_started');
  return [...found].map(([service, condition]) => ({ service, condition }));
}

/** Names other services reach it by, besides its own. */
function aliasesOf(name: string, service: ComposeMap, services: ComposeMap): readonly string[] {
  const ofNetworks = Object.values(asMap(service['networks'])).flatMap((network) => asList(asMap(network)['aliases']));
  const ofLinks = Object.values(services).flatMap((other) =>
    asList(asMap(other)['links']).flatMap((link) => {
      const [to, alias] = String(link).split(':');
      return to === name && alias !== undefined ? [alias] : [];
    }),
  );
  const hostname = word(service['hostname']);
  return [...new Set([...ofNetworks.map(String), ...ofLinks, ...(hostname === undefined ? [] : [hostname])])];
}

/** `extra_hosts` as list (`a=1.2.3.4`, `a:1.2.3.4`) or map, and the names that links to containers of other projects give. */
function extraHostsOf(service: ComposeMap): readonly string[] {
  const extra = service['extra_hosts'];
  const named = isMap(extra) ? Object.keys(extra) : asList(extra).map((entry) => String(entry).split(/[=:]/)[0] ?? '');
  const linked = asList(service['external_links']).map((link) => String(link).split(':').at(-1) ?? '');
  return [...named, ...linked].filter((host) => host !== '');
}

/** `--requirepass x` and `--requirepass=x` of entrypoint and command. */
function optionsOf(words: readonly string[], token: Tokens): Record<string, EnvironmentValue> {
  const found: [string, EnvironmentValue][] = [];
  for (const [i, written] of words.entries()) {
    const option = /^(--?[A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(written);
    if (option === null) continue;
    const next = words[i + 1];
    const value = option[2] ?? (next?.startsWith('-') === false ? next : undefined);
    if (value !== undefined) found.push([option[1] as string, environmentValue(option[1] as string, value, token)]);
  }
  return Object.fromEntries(found);
}

async function envFilesOf(model: ComposeModel, name: string): Promise<NonNullable<ProjectService['envFiles']>> {
  const entries = asList(asMap(model.written[name])['env_file']).map(asMap);
  return Promise.all(
    entries.map(async ({ path, required }) => ({
      path: relative(model.project, String(path)),
      required: required !== false,
      exists: (await standsAt(String(path))) !== 'nothing',
    })),
  );
}

/** A command as words; a single string is split as a shell would at least at its blanks and quotes. */
function wordsOf(value: ComposeValue | undefined): readonly string[] {
  if (typeof value !== 'string') return asList(value).map(String);
  return (value.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
}

/** The check's command; empty where only its times are set (the image brings the command); null where there is none. */
function testOf(healthcheck: ComposeMap): readonly string[] | null {
  if (Object.keys(healthcheck).length === 0 || healthcheck['disable'] === true) return null;
  const test = healthcheck['test'];
  const words = typeof test === 'string' ? ['CMD-SHELL', test] : asList(test).map(String);
  return words[0] === 'NONE' ? null : words;
}

function publishedPort(entry: ComposeValue): readonly PublishedPort[] {
  const port = asMap(entry);
  const containerPort = Number(port['target']);
  if (!Number.isInteger(containerPort)) return [];
  const hostPort = /^\d+$/.test(String(port['published'] ?? '')) ? Number(port['published']) : undefined;
  const protocol = port['protocol'];
  return [
    {
      hostAddress: word(port['host_ip']) ?? '',
      ...(hostPort !== undefined && hostPort !== 0 && { hostPort }),
      containerPort,
      protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
    },
  ];
}

function networksOf(service: ComposeMap, mode: string | undefined): readonly string[] {
  const names = Object.keys(asMap(service['networks']));
  return names.length > 0 || mode !== undefined ? names : ['default'];
}

async function mountOf(mount: ComposeMap, project: string): Promise<ProjectMount> {
  const { type, source, target } = mount;
  const isKnown = type === 'bind' || type === 'volume' || type === 'tmpfs';
  const found = type === 'bind' && typeof source === 'string' ? await standsAt(source) : undefined;
  return {
    type: isKnown ? type : 'other',
    ...(typeof source === 'string' && { source: type === 'bind' ? withinProject(project, source) : source }),
    target: String(target),
    ...(found !== undefined && { found }),
    ...(type === 'bind' && { isCreated: asMap(mount['bind'])['create_host_path'] === true }),
  };
}

async function standsAt(path: string): Promise<'file' | 'directory' | 'nothing' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file';
  } catch (error) {
    // Not allowed to look is not "nothing there".
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nothing' : undefined;
  }
}

function buildOf(build: ComposeMap, project: string): NonNullable<ProjectService['build']> {
  const context = String(build['context'] ?? '.');
  const target = word(build['target']);
  const args = build['args'];
  return {
    context: isRemote(context) ? context : relative(project, context) || '.',
    dockerfile: word(build['dockerfile']) ?? 'Dockerfile',
    ...(target !== undefined && { target }),
    platforms: asList(build['platforms']).map(String),
    arguments: isMap(args) ? Object.keys(args) : asList(args).map((arg) => String(arg).split('=')[0] ?? ''),
  };
}

/** Relative with `./` inside the project, absolute outside of it. */
function withinProject(project: string, path: string): string {
  const way = relative(project, path);
  if (way === '') return '.';
  return way.startsWith('..') ? path : `./${way}`;
}

function word(value: ComposeValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const UNITS = 'bkmgtp';

/** `512m`, `1.5gb`, `2GiB` or plain bytes, all by 1024 (go-units `RAMInBytes`). */
function bytesOf(value: ComposeValue | undefined): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*([bkmgtp])?(?:i?b)?$/i.exec(String(value ?? ''));
  if (found === null) return undefined;
  return Math.floor(Number(found[1]) * 1024 ** UNITS.indexOf((found[2] ?? 'b').toLowerCase()));
}
