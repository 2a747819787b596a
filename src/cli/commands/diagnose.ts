import { diagnoseLog } from '#app/diagnose.ts';
import type { Chunk } from '#core/model/input.ts';
import type { Host } from '#core/model/probe.ts';
import { HostError } from '#host/files/host-error.ts';
import { asUtf8, readInput } from '#host/files/input.ts';

import { exitCodeOf } from '../exit-codes.ts';
import { UsageError, type Invocation } from '../arguments.ts';
import { reporterFor } from '../tty/report-file.ts';
import { reportOptions } from '../tty/report-options.ts';

export async function runDiagnose(invocation: Invocation): Promise<number> {
  const { positionals, values } = invocation;
  const files = positionals.length > 0 ? positionals : ['-'];
  if (files.includes('-') && process.stdin.isTTY) {
    throw new UsageError({
      en: 'no log given: name a file, or pipe one in (docker build . 2>&1 | drydock diagnose -).',
      zh: '没有给出日志：请指定文件，或用管道传入（docker build . 2>&1 | drydock diagnose -）。',
    });
  }
  const project = values['project'];
  const host = typeof project === 'string' ? await openProject(project) : null;
  const { diagnosis } = await diagnoseLog(joined(files), host);
  if (values['quiet'] !== true) {
    const report = await reporterFor(values['format']);
    process.stdout.write(report(diagnosis, reportOptions(invocation)));
  }
  return exitCodeOf(diagnosis);
}

async function openProject(directory: string): Promise<Host> {
  const [{ stat }, { openHost }] = await Promise.all([import('node:fs/promises'), import('#host/host.ts')]);
  const isDirectory = await stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isDirectory)
    throw new HostError({ en: `--project ${directory} is not a directory.`, zh: `--project ${directory} 不是目录。` });
  return openHost({ project: directory });
}

/** Several files are read as one log, in the order given: the output of `up`, then the logs of its containers. */
async function* joined(files: readonly string[]): AsyncGenerator<Chunk> {
  for (const file of files) {
    yield* asUtf8(readInput(file), file === '-' ? 'standard input' : file);
    yield NEWLINE;
  }
}

const NEWLINE = new Uint8Array([10]);
