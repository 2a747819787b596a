import { basename, dirname } from 'node:path';

import type { Text } from '#core/model/text.ts';
import type { Lookup } from '#core/parse/compose/interpolation.ts';
import { asMap, isMap, newMap, type ComposeMap } from '#core/parse/compose/merge.ts';
import { mask } from '#core/redact.ts';

import { readRegular } from '../files/regular.ts';
import type { World } from '../world.ts';
import { ComposeLoader, settled, type FileUse, type Sections } from './load.ts';
import { readSettings } from './settings.ts';

/** A project's Compose model in the words of `docker compose config`, whoever read it. */
export interface ComposeModel extends Sections {
  readonly name: string;
  readonly project: string;
  readonly by: 'compose' | 'files';
  /** Relative to the project. */
  readonly files: readonly string[];
  /** Absolute. */
  readonly envFiles: readonly string[];
  /** Services that no active profile asks for. */
  readonly disabled: ComposeMap;
  /** Services as our own reading of the files has them; `services` may come from Compose, which drops `env_file` and positions. */
  readonly written: ComposeMap;
  readonly places: ComposeLoader['places'];
  readonly uses: readonly FileUse[];
  readonly lookup: Lookup;
  /** Compose's own words where it refuses the files, masked. */
  readonly refusal: string | undefined;
  readonly problems: readonly Text[];
  readonly dangling: ComposeLoader['dangling'];
  /** Newest change of the files and of .env, milliseconds since the epoch. */
  readonly modified: number;
}

const models = new WeakMap<World, Promise<ComposeModel | null>>();

/** The model, read once a host; null where the project has no Compose file. */
export function composeModel(world: World): Promise<ComposeModel | null> {
  const known = models.get(world) ?? readModel(world);
  models.set(world, known);
  return known;
}

async function readModel({ project, machine }: World): Promise<ComposeModel | null> {
  if (project === null) return null;
  const settings = await readSettings(project, machine.environment);
  const { lookup, files } = settings;
  const [first] = files;
  if (first === undefined) return null;
  const loader = new ComposeLoader(project, machine.home);
  const base = dirname(first);
  const sections = settled(await loader.load(files, base, lookup));
  const name = settings.projectName ?? sections.name ?? normalName(basename(base));
  const { services, disabled } = byProfile(sections.services, settings.profiles);
  const own: ComposeModel = {
    ...sections,
    name,
    services,
    disabled,
    written: services,
    project,
    by: 'files',
    files: loader.files,
    envFiles: settings.envFiles,
    places: loader.places,
    uses: loader.uses,
    lookup,
    refusal: undefined,
    modified: Math.max(loader.modified, ...(await Promise.all(settings.envFiles.map(changeOf)))),
    problems: [...settings.problems, ...loader.problems],
    dangling: loader.dangling,
  };
  // Compose would fetch what lies elsewhere: then only our own reading stays on this machine.
  return loader.hasRemote ? own : askCompose(own, machine);
}

async function changeOf(path: string): Promise<number> {
  const file = await readRegular(path, 0);
  return file.ok ? file.modified : 0;
}

/** The same project as `docker compose config` reads it, where that can run. */
async function askCompose(own: ComposeModel, machine: World['machine']): Promise<ComposeModel> {
  const argv = ['docker', 'compose', 'config', '--format', 'json'] as const;
  const ran = await machine.run(argv, { cwd: own.project, milliseconds: 5000, maxBytes: 16 * 1024 * 1024 });
  if (!ran.ok || ran.isCut) return own;
  if (ran.code !== 0) return isAboutFiles(ran.stderr) ? { ...own, refusal: refusalOf(ran.stderr) } : own;
  try {
    const model = withoutPrototypes(JSON.parse(ran.stdout)) as ComposeMap;
    return {
      ...own,
      name: typeof model['name'] === 'string' ? model['name'] : own.name,
      services: asMap(model['services']),
      networks: asMap(model['networks']),
      volumes: asMap(model['volumes']),
      by: 'compose',
    };
  } catch {
    return own;
  }
}

/** Every `$` of a value is printed twice, so that the output could be read again. */
function withoutPrototypes(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$$', '$');
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== 'object' || value === null) return value;
  return newMap(Object.entries(value).map(([key, entry]) => [key, withoutPrototypes(entry) as null]));
}

/** A client without the plugin also ends with an error: that is no word on the project. */
function isAboutFiles(stderr: string): boolean {
  return !/is not a docker command|unknown command: docker compose|unknown (?:shorthand )?flag/.test(stderr);
}

// What follows these words is a line or a value of the file.
const QUOTES =
  /(unterminated quoted value|in variable name|Invalid template:|invalid interpolation format for \S+).*/gs;

function refusalOf(stderr: string): string {
  const words = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('time='));
  return mask(words.join('\n').replace(QUOTES, '$1').trim().slice(0, 1000));
}

/** compose-go `NormalizeProjectName`. */
function normalName(folder: string): string {
  return folder
    .toLowerCase()
    .replace(/[^-_a-z0-9]+/g, '')
    .replace(/^[_-]+/, '');
}

function byProfile(
  services: ComposeMap,
  active: readonly string[],
): { readonly services: ComposeMap; readonly disabled: ComposeMap } {
  const enabled = newMap();
  const disabled = newMap();
  for (const [name, service] of Object.entries(services)) {
    const profiles = isMap(service) && Array.isArray(service['profiles']) ? service['profiles'].map(String) : [];
    const isActive = profiles.length === 0 || active.includes('*') || profiles.some((one) => active.includes(one));
    (isActive ? enabled : disabled)[name] = service;
  }
  return { services: enabled, disabled };
}
