import { readdir } from 'node:fs/promises';

import type { Seen } from '#core/model/probe.ts';
import { findSecrets } from '#core/redact.ts';

/** Files of a project that hold values of its variables. */
const CARRIERS =
  /^(?:\.?env[\w.-]*|[\w.-]+\.env(?:\.[\w.-]+)?|(?:docker-)?compose[\w.-]*\.ya?ml|(?:[\w.-]*\.)?dockerfile[\w.-]*|docker-bake[\w.-]*|\.npmrc|\.netrc)$/i;
/** What a Compose file names as `env_file`, wherever it lies. */
const NAMED_ENV_FILE = /[\w./-]{0,200}\.env[\w.-]{0,60}/g;
const MAX_FILES = 60;

/** Plain values of secrets in the files of a project's folder: they turn up bare in its logs. */
export async function secretsOfProject(
  project: string,
  readText: (path: string) => Promise<Seen<string>>,
): Promise<readonly string[]> {
  const names = await readdir(project).catch(() => []);
  const found = new Set<string>();
  const paths = new Set(names.filter((name) => CARRIERS.test(name)).slice(0, MAX_FILES));
  // A set grows while it is walked: an env_file is read after the Compose file that names it.
  for (const path of paths) {
    const file = await readText(path);
    if (!file.ok) continue;
    for (const secret of findSecrets(path, file.answer)) found.add(secret);
    if (!/\.ya?ml$/.test(path)) continue;
    for (const [named] of file.answer.matchAll(NAMED_ENV_FILE)) {
      if (paths.size < MAX_FILES) paths.add(named.replace(/^\.\//, ''));
    }
  }
  return [...found];
}
