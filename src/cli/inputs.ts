import { fstatSync } from 'node:fs';

import { inputRoom } from '#app/diagnose.ts';
import type { Chunk } from '#core/model/input.ts';
import type { Host } from '#core/model/probe.ts';
import { HostError } from '#host/files/host-error.ts';
import { asUtf8, readInput } from '#host/files/input.ts';

import { UsageError, type Arguments } from './arguments.ts';
import { patienceFor } from './patience.ts';

/** The logs named, standard input for none. A terminal has no log to read. */
export function logsOf({ positionals }: Pick<Arguments, 'positionals'>): readonly string[] {
  const files = positionals.length > 0 ? positionals : ['-'];
  if (files.includes('-') && isTerminal()) {
    throw new UsageError({
      en: 'no log given: name a file, or pipe one in (docker build . 2>&1 | drydock diagnose -).',
      zh: '没有给出日志：请指定文件，或用管道传入（docker build . 2>&1 | drydock diagnose -）。',
    });
  }
  return files;
}

/** Node's stream is made only where it may be one: it would make a pipe non-blocking. */
function isTerminal(): boolean {
  try {
    return fstatSync(0).isCharacterDevice() && process.stdin.isTTY;
  } catch {
    return false;
  }
}

/**
 * Who is asked beside the log: the project where one is named, and the engine and this machine where the log is theirs.
 * A log from a file may come from another machine: it is neither confirmed nor refuted by this one.
 */
export async function hostFor(
  { values }: Pick<Arguments, 'values'>,
  { isLive, project = null }: { readonly isLive: boolean; readonly project?: string | null },
): Promise<Host | null> {
  const named = values['project'];
  if (typeof named === 'string') await mustBeDirectory(named);
  const folder = typeof named === 'string' ? named : project;
  const isAsked = isLive && values['no-engine'] !== true;
  if (folder === null && !isAsked) return null;
  const { openHost } = await import('#host/host.ts');
  return openHost({ project: folder, machine: isAsked, engine: isAsked ? {} : null, ...patienceFor(values) });
}

const BUILDABLE = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml', 'Dockerfile'];

/** The current folder, if something is built or started from it. */
export async function currentProject(): Promise<string | null> {
  for (const name of BUILDABLE) if ((await kindOf(name)) === 'other') return '.';
  return null;
}

async function mustBeDirectory(path: string): Promise<void> {
  if ((await kindOf(path)) !== 'directory')
    throw new HostError({ en: `--project ${path} is not a directory.`, zh: `--project ${path} 不是目录。` });
}

async function kindOf(path: string): Promise<'directory' | 'other' | 'nothing'> {
  const { stat } = await import('node:fs/promises');
  return stat(path).then(
    (found) => (found.isDirectory() ? 'directory' : 'other'),
    () => 'nothing',
  );
}

/** A capture is known by its name: what is in it is looked at by whoever opens it. */
export function isCapture(path: string): boolean {
  return path.endsWith('.drydock');
}

/** Several files are read as one log, in the order given: the output of `up`, then the logs of its containers. */
export async function* joined(files: readonly string[]): AsyncGenerator<Chunk> {
  for (const file of files) {
    yield* asUtf8(readInput(file, inputRoom()), file === '-' ? 'standard input' : file);
    yield NEWLINE;
  }
}

const NEWLINE = new Uint8Array([10]);
