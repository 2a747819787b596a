import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Why a program cannot be started, with the exit code a shell would give. */
export interface NotStarted {
  readonly code: 126 | 127;
  readonly program: string;
}

/** The file behind a program's name, as `execvp` would find it. */
export async function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string | NotStarted> {
  const hasFolder = name.includes('/') || (process.platform === 'win32' && name.includes('\\'));
  const folders = hasFolder || isAbsolute(name) ? [''] : (env['PATH'] ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['', ...(env['PATHEXT'] ?? '.EXE;.CMD').split(';')] : [''];
  let isThere = false;
  for (const folder of name === '' ? [] : folders) {
    for (const ending of endings) {
      const path = (folder === '' ? name : join(folder, name)) + ending;
      const found = await look(path);
      if (found === 'program') return path;
      isThere ||= found === 'file';
    }
  }
  return { code: isThere ? 126 : 127, program: name };
}

async function look(path: string): Promise<'program' | 'file' | 'nothing'> {
  try {
    if (!(await stat(path)).isFile()) return 'file';
  } catch {
    return 'nothing';
  }
  return access(path, constants.X_OK).then(
    () => 'program',
    () => 'file',
  );
}

/** One argument for a POSIX shell, exactly as it is. */
export function quote(argument: string): string {
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
