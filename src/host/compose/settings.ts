import { delimiter, resolve } from 'node:path';

import type { Text } from '#core/model/text.ts';
import { parseDotEnv } from '#core/parse/compose/environment.ts';
import { COMPOSE_FILES, OVERRIDE_FILES } from '#core/parse/compose/files.ts';
import type { Lookup } from '#core/parse/compose/interpolation.ts';

import { readRegular } from '../files/regular.ts';

/** What decides how Compose reads a project: the environment, .env, and the variables named COMPOSE_…. */
export interface ComposeSettings {
  /** The shell's environment over the .env files. */
  readonly lookup: Lookup;
  /** Absolute paths of .env files, there or not. */
  readonly envFiles: readonly string[];
  /** Absolute paths of Compose files; empty where none was found. */
  readonly files: readonly string[];
  readonly profiles: readonly string[];
  readonly projectName: string | undefined;
  readonly problems: readonly Text[];
}

const MAX_ENV_FILE = 1024 * 1024;

export async function readSettings(
  project: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ComposeSettings> {
  const shell: Lookup = (name) => (Object.hasOwn(environment, name) ? environment[name] : undefined);
  const envFiles = envFilesOf(project, shell);
  const problems: Text[] = [];
  const fromFiles = new Map<string, string>();
  for (const path of envFiles) {
    const read = await readEnvFile(path, (name) => shell(name) ?? fromFiles.get(name));
    if (typeof read === 'string') problems.push(envFileProblem(path, read));
    else for (const [name, value] of read) fromFiles.set(name, value);
  }
  const lookup: Lookup = (name) => shell(name) ?? fromFiles.get(name);
  const split = lookup('COMPOSE_PATH_SEPARATOR') ?? delimiter;
  const named = lookup('COMPOSE_FILE') ?? '';
  return {
    lookup,
    envFiles,
    files: named === '' ? await findFiles(project) : named.split(split).map((path) => resolve(project, path)),
    profiles: listOf(lookup('COMPOSE_PROFILES')),
    projectName: lookup('COMPOSE_PROJECT_NAME') || undefined,
    problems,
  };
}

/** The assignments of an .env file, none where it is not there, or why it could not be read. */
export async function readEnvFile(
  path: string,
  lookup: Lookup,
  { isRaw = false }: { readonly isRaw?: boolean } = {},
): Promise<ReadonlyMap<string, string> | string> {
  const file = await readRegular(path, MAX_ENV_FILE);
  if (!file.ok) return file.problem === 'ENOENT' ? new Map() : file.problem;
  const text = file.bytes.toString('utf8');
  const whole = file.isCut ? text.slice(0, text.lastIndexOf('\n')) : text;
  return isRaw ? rawAssignments(whole) : parseDotEnv(whole, lookup).values;
}

/** `format: raw`: everything after the first `=` is the value, as it stands. */
function rawAssignments(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes('=') && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1)]));
}

export function envFileProblem(path: string, problem: string): Text {
  return { en: `${path} could not be read (${problem}).`, zh: `无法读取 ${path}（${problem}）。` };
}

function envFilesOf(project: string, shell: Lookup): readonly string[] {
  if (/^(?:1|t|true|y|yes)$/i.test(shell('COMPOSE_DISABLE_ENV_FILE') ?? '')) return [];
  const named = listOf(shell('COMPOSE_ENV_FILES'));
  return (named.length === 0 ? ['.env'] : named).map((path) => resolve(project, path));
}

function listOf(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

async function findFiles(project: string): Promise<readonly string[]> {
  const [file, override] = await Promise.all([firstFile(project, COMPOSE_FILES), firstFile(project, OVERRIDE_FILES)]);
  if (file === null) return [];
  return override === null ? [file] : [file, override];
}

async function firstFile(project: string, names: readonly string[]): Promise<string | null> {
  const found = await Promise.all(names.map((name) => readRegular(resolve(project, name), 0)));
  const first = names[found.findIndex((file) => file.ok || file.problem !== 'ENOENT')];
  return first === undefined ? null : resolve(project, first);
}
