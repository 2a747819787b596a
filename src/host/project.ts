import { readFile, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

import type { Answer, Host, ProbeName, Question, Seen } from '#core/model/probe.ts';

import { projectPath } from './probes/project-path.ts';
import { projectServices } from './probes/project-services.ts';

/** Largest project file that is read, in bytes. */
const MAX_FILE = 4 * 1024 * 1024;

/** A host that sees the files of one project and nothing else. */
export function projectHost(directory: string): Host {
  const readText = (path: string): Promise<Seen<string>> => readWithin(directory, path);
  const probes: { [P in ProbeName]: (about: Question<P>) => Promise<Seen<Answer<P>>> } = {
    'project.services': () => projectServices(readText),
    'project.path': (about) => projectPath(directory, about, readText),
  };
  return { readText, ask: (probe, about) => probes[probe](about) };
}

async function readWithin(directory: string, path: string): Promise<Seen<string>> {
  const root = resolve(directory);
  const full = resolve(root, path);
  // The path may come from a log: it must not lead out of the project.
  if (full !== root && !full.startsWith(root + sep)) {
    return { ok: false, why: { en: `${path} lies outside the project.`, zh: `${path} 在项目目录之外。` } };
  }
  try {
    const { size } = await stat(full);
    if (size > MAX_FILE) {
      return { ok: false, why: { en: `${path} is larger than 4 MiB.`, zh: `${path} 超过 4 MiB。` } };
    }
    return { ok: true, answer: await readFile(full, 'utf8'), where: path };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return { ok: false, why: { en: `${path} could not be read (${code}).`, zh: `无法读取 ${path}（${code}）。` } };
  }
}
