import { relative } from 'node:path';

import type { ProjectEnvFile } from '#core/model/probes/project.ts';
import { parseDotEnv } from '#core/parse/compose/environment.ts';
import type { Lookup } from '#core/parse/compose/interpolation.ts';
import { asList, asMap } from '#core/parse/compose/merge.ts';

import { composeModel, type ComposeModel } from '../compose/model.ts';
import { readSettings } from '../compose/settings.ts';
import { readRegular } from '../files/regular.ts';
import { seen, unseen, type Probe } from '../probe.ts';

const MAX_FILE = 1024 * 1024;

interface Wanted {
  readonly usedBy: string[];
  isOptional: boolean;
  isRaw: boolean;
}

/** The project's .env and every `env_file`, as files. */
export const projectEnvFiles: Probe<'project.envFiles'> = async (world) => {
  const { project, machine } = world;
  if (project === null) return unseen('No project folder was given.', '没有给出项目目录。');
  const model = await composeModel(world);
  const settings = await readSettings(project, machine.environment);
  const wanted = wantedFiles(model);
  for (const path of settings.envFiles) {
    if (!wanted.has(path)) wanted.set(path, { usedBy: [], isOptional: true, isRaw: false });
  }
  const files = [...wanted].map(([path, want]) => describe(project, path, want, settings.lookup));
  return seen(await Promise.all(files), '.env');
};

function wantedFiles(model: ComposeModel | null): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  // Compose prints the values and no longer the files: those stand in our own reading.
  for (const [service, value] of Object.entries(model?.written ?? {})) {
    for (const entry of asList(asMap(value)['env_file'])) {
      const { path, required, format } = asMap(entry);
      if (typeof path !== 'string') continue;
      const known = wanted.get(path) ?? { usedBy: [], isOptional: true, isRaw: format === 'raw' };
      known.usedBy.push(service);
      if (required !== false) known.isOptional = false;
      wanted.set(path, known);
    }
  }
  return wanted;
}

async function describe(
  project: string,
  path: string,
  { usedBy, isOptional, isRaw }: Wanted,
  lookup: Lookup,
): Promise<ProjectEnvFile> {
  const named = { path: relative(project, path) || '.', usedBy, isOptional };
  const file = await readRegular(path, MAX_FILE);
  if (!file.ok) {
    const isAbsent = file.problem === 'ENOENT';
    return { ...named, ...UNREAD, exists: !isAbsent, ...(!isAbsent && { problem: file.problem }) };
  }
  const { bytes } = file;
  const encoding = encodingOf(bytes);
  const whole = file.isCut ? bytes.subarray(0, bytes.lastIndexOf(0x0a)) : bytes;
  const text = encoding === 'utf-16' ? '' : whole.toString('utf8');
  const parsed = isRaw ? null : parseDotEnv(text, lookup);
  return {
    ...named,
    exists: true,
    ...(file.isCut && { problem: '> 1 MiB' }),
    bytes: file.size,
    modified: file.modified,
    hasByteOrderMark: bytes.subarray(0, 3).equals(UTF8_MARK) || encoding === 'utf-16',
    hasCarriageReturns: text.includes('\r\n'),
    encoding,
    oddities: parsed?.oddities ?? [],
    names: parsed === null ? [] : [...parsed.values.keys()],
  };
}

const UNREAD = {
  bytes: 0,
  hasByteOrderMark: false,
  hasCarriageReturns: false,
  encoding: 'utf-8',
  oddities: [],
  names: [],
} as const;

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function encodingOf(bytes: Buffer): ProjectEnvFile['encoding'] {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf-16';
  // PowerShell's `>` writes UTF-16, also without a mark: every second byte of plain text is then 0.
  if (bytes.length > 3 && bytes.subarray(0, 200).filter((byte, i) => byte === 0 && i % 2 === 1).length > 1)
    return 'utf-16';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'other';
  }
}
