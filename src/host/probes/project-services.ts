import type { Seen } from '#core/model/probe.ts';
import type { EnvironmentValue, ProjectService } from '#core/model/probes/project.ts';
import { interpolate, parseDotEnv } from '#core/parse/compose/environment.ts';

import { seen, unseen, type Probe } from '../probe.ts';
import { environmentValue, type Tokens } from '../tokens.ts';

type ReadText = (path: string) => Promise<Seen<string>>;

// Compose looks for these, in this order; an override is merged over the first.
const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yaml',
  'compose.override.yml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** The project's services with their effective environment, read from the files alone (no engine, no compose). */
export const projectServices: Probe<'project.services'> = async ({ readText, token }) => {
  const file = await firstReadable(FILES, readText);
  if (file === null) {
    return unseen('The project has no Compose file that could be read.', '项目中没有可读取的 Compose 文件。');
  }
  const override = await firstReadable(OVERRIDES, readText);
  const dotEnv = await readText('.env');
  const variables = dotEnv.ok ? parseDotEnv(dotEnv.answer) : new Map<string, string>();
  const { parse } = await import('yaml');
  const services: ProjectService[] = [];
  try {
    const merged = new Map<string, Mapping>();
    for (const { text } of override === null ? [file] : [file, override]) {
      for (const [name, service] of Object.entries(asMapping(asMapping(parse(text, { merge: true }))['services']))) {
        merged.set(name, mergeService(merged.get(name) ?? {}, asMapping(service)));
      }
    }
    for (const [name, service] of merged) services.push(await toService(name, service, variables, readText, token));
  } catch {
    return unseen(`${file.path} is not valid YAML.`, `${file.path} 不是有效的 YAML。`);
  }
  return seen(services, file.path);
};

type Mapping = Record<string, unknown>;

function mergeService(base: Mapping, over: Mapping): Mapping {
  return { ...base, ...over, environment: { ...environmentOf(base), ...environmentOf(over) } };
}

async function toService(
  name: string,
  service: Mapping,
  variables: ReadonlyMap<string, string>,
  readText: ReadText,
  token: Tokens,
): Promise<ProjectService> {
  const environment: Record<string, EnvironmentValue> = {};
  for (const path of envFilesOf(service)) {
    const file = await readText(path);
    if (!file.ok) continue;
    for (const [key, value] of parseDotEnv(file.answer))
      environment[key] = environmentValue(key, interpolate(value, variables), token);
  }
  for (const [key, value] of Object.entries(environmentOf(service))) {
    const text = value === null ? (variables.get(key) ?? '') : interpolate(String(value), variables);
    environment[key] = environmentValue(key, text, token);
  }
  const image = service['image'];
  return {
    name,
    ...(typeof image === 'string' && { image: interpolate(image, variables) }),
    environment,
    dependsOn: dependsOn(service),
    hasHealthcheck: service['healthcheck'] !== undefined,
  };
}

function environmentOf(service: Mapping): Mapping {
  const environment = service['environment'];
  if (!Array.isArray(environment)) return asMapping(environment);
  return Object.fromEntries(
    environment.map((entry: unknown) => {
      const text = String(entry);
      const at = text.indexOf('=');
      return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function envFilesOf(service: Mapping): readonly string[] {
  const files = service['env_file'];
  const list: readonly unknown[] = Array.isArray(files) ? files : files === undefined ? [] : [files];
  return list.map((file) => (typeof file === 'string' ? file : String(asMapping(file)['path'] ?? '')));
}

function dependsOn(service: Mapping): ProjectService['dependsOn'] {
  const depends = service['depends_on'];
  if (Array.isArray(depends)) return depends.map((name) => ({ service: String(name), condition: 'service_started' }));
  return Object.entries(asMapping(depends)).map(([name, value]) => ({
    service: name,
    condition: String(asMapping(value)['condition'] ?? 'service_started'),
  }));
}

async function firstReadable(
  paths: readonly string[],
  readText: ReadText,
): Promise<{ path: string; text: string } | null> {
  for (const path of paths) {
    const file = await readText(path);
    if (file.ok) return { path, text: file.answer };
  }
  return null;
}

function asMapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}
