import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';

import { ignoredBy } from '#core/parse/dockerfile/dockerignore.ts';

import { unseen, type Probe } from '../probe.ts';

const MAX_NAMES = 2000;

/** Does the path exist in the build context, and does .dockerignore hide it? */
export const projectPath: Probe<'project.path'> = async ({ project, readText }, { path }) => {
  if (project === null) return unseen('No project folder was given.', '没有给出项目目录。');
  const root = project;
  const relative = path.replace(/^\/+/, '');
  const full = resolve(root, relative);
  if (full !== root && !full.startsWith(root + sep)) {
    return unseen(`${path} lies outside the project.`, `${path} 在项目目录之外。`);
  }
  const exists = await stat(full).then(
    () => true,
    () => false,
  );
  const content = exists ? await readText(relative) : null;
  const ignore = await readText('.dockerignore');
  const pattern = ignore.ok ? ignoredBy(ignore.answer, relative) : undefined;
  const similar = exists ? [] : await similarNames(full);
  return {
    ok: true,
    where: relative,
    answer: {
      exists,
      similar,
      ...(pattern !== undefined && { ignoredBy: pattern }),
      ...(content?.ok === true && { hasCarriageReturns: content.answer.includes('\r\n') }),
    },
  };
};

async function similarNames(full: string): Promise<readonly string[]> {
  const wanted = basename(full);
  const names = await readdir(dirname(full)).catch(() => []);
  return names
    .slice(0, MAX_NAMES)
    .filter((name) => isSimilar(name.toLowerCase(), wanted.toLowerCase()))
    .slice(0, 3);
}

/** Same apart from case, or one insertion, deletion or substitution apart. */
function isSimilar(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 4) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const skipA = a.length >= b.length ? 1 : 0;
  const skipB = b.length >= a.length ? 1 : 0;
  return a.slice(i + skipA) === b.slice(i + skipB);
}
