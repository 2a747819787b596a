import { readFile, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

import type { Answer, Host, ProbeName, Question, Seen } from '#core/model/probe.ts';

import { unseen, type Probe } from './probe.ts';
import type { World } from './world.ts';

/** Largest project file that is read, in bytes. */
const MAX_FILE = 4 * 1024 * 1024;
/** A probe that takes longer could not look. */
const PROBE_MILLISECONDS = 8000;

export interface HostOptions {
  /** The project's folder; null where none was named. */
  readonly project: string | null;
}

/** One loader a probe, so that a question nobody asks costs nothing at start. */
const PROBES: { readonly [P in ProbeName]?: () => Promise<Probe<P>> } = {
  'project.services': async () => (await import('./probes/project-services.ts')).projectServices,
  'project.path': async () => (await import('./probes/project-path.ts')).projectPath,
};

/** The world as one host: read-only, every question with a time limit, the same question asked once. */
export function openHost({ project }: HostOptions): Host {
  const readText = (path: string): Promise<Seen<string>> => readWithin(project, path);
  const world: World = { project: project === null ? null : resolve(project), readText };
  const answers = new Map<string, Promise<Seen<unknown>>>();
  return {
    readText,
    ask<P extends ProbeName>(probe: P, about: Question<P>): Promise<Seen<Answer<P>>> {
      const key = `${probe} ${JSON.stringify(about)}`;
      const known = answers.get(key) ?? within(PROBE_MILLISECONDS, probe, look(world, probe, about));
      answers.set(key, known);
      return known as Promise<Seen<Answer<P>>>;
    },
  };
}

async function look<P extends ProbeName>(world: World, name: P, about: Question<P>): Promise<Seen<Answer<P>>> {
  const load = PROBES[name] as (() => Promise<Probe<P>>) | undefined;
  if (load === undefined) return unseen(`${name} is not asked here.`, `此处不查询 ${name}。`);
  const probe = await load();
  return probe(world, about);
}

function within<T>(milliseconds: number, name: string, looking: Promise<Seen<T>>): Promise<Seen<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Seen<T>>((give) => {
    const answer = unseen(
      `${name} did not answer within ${milliseconds / 1000} seconds.`,
      `${name} 在 ${milliseconds / 1000} 秒内没有回答。`,
    );
    timer = setTimeout(() => give(answer), milliseconds);
  });
  return Promise.race([looking, late]).finally(() => clearTimeout(timer));
}

async function readWithin(project: string | null, path: string): Promise<Seen<string>> {
  if (project === null) return unseen('No project folder was given.', '没有给出项目目录。');
  const root = resolve(project);
  const full = resolve(root, path);
  // The path may come from a log: it must not lead out of the project.
  if (full !== root && !full.startsWith(root + sep)) {
    return unseen(`${path} lies outside the project.`, `${path} 在项目目录之外。`);
  }
  try {
    const { size } = await stat(full);
    if (size > MAX_FILE) return unseen(`${path} is larger than 4 MiB.`, `${path} 超过 4 MiB。`);
    return { ok: true, answer: await readFile(full, 'utf8'), where: path };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return unseen(`${path} could not be read (${code}).`, `无法读取 ${path}（${code}）。`);
  }
}
