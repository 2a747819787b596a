import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

import { ignoredBy } from '#core/parse/dockerfile/dockerignore.ts';

import { similarNames } from '../files/similar.ts';
import { unseen, type Probe } from '../probe.ts';

/** Does the path exist in the build context, and does .dockerignore hide it? */
export const projectPath: Probe<'project.path'> = async ({ project, readText }, { path }) => {
  if (project === null) return unseen('No project folder was given.', '没有给出项目目录。');
  const root = project;
  const relative = path.replace(/^\/+/, '');
  const full = resolve(root, relative);
  if (full !== root && !full.startsWith(root + sep)) {
    return unseen(`${path} lies outside the project.`, `${path} 在项目目录之外。`);
  }
  const stats = await stat(full).catch(() => null);
  const exists = stats !== null;
  const content = exists ? await readText(relative) : null;
  const interpreter = content?.ok === true ? /^#![ \t]*([^\s]+)/.exec(content.answer)?.[1] : undefined;
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
      ...(stats?.isFile() === true && process.platform !== 'win32' && { isExecutable: (stats.mode & 0o111) !== 0 }),
      ...(interpreter !== undefined && { interpreter }),
    },
  };
};
