import type { Text } from '#core/model/text.ts';

import type { Ended } from './ended.ts';
import { runPiped } from './piped.ts';
import { Spool } from './spool.ts';

export interface Watched extends Ended {
  /** What it printed; `remove()` it when it has been read. */
  readonly output: Spool;
  /** Milliseconds since the epoch. */
  readonly started: number;
  readonly seconds: number;
}

/**
 * Runs a command as if it ran alone: a terminal stays a terminal, a pipe a pipe, each byte goes where it would have gone,
 * and keeps a copy of what it printed.
 */
export async function watch(argv: readonly string[], { isTitled }: { readonly isTitled: boolean }): Promise<Watched> {
  const output = new Spool();
  const started = Date.now();
  const copy = (chunk: Uint8Array): void => output.push(chunk);
  try {
    const ended = await run(argv, { folder: output.folder, copy, isTitled });
    const limits = output.dropped > 0 ? [...ended.limits, tooMuch(output.dropped)] : ended.limits;
    return { ...ended, limits, output, started, seconds: (Date.now() - started) / 1000 };
  } catch (error) {
    output.remove();
    throw error;
  }
}

interface Running {
  readonly folder: string;
  readonly copy: (chunk: Uint8Array) => void;
  readonly isTitled: boolean;
}

async function run(argv: readonly string[], { folder, copy, isTitled }: Running): Promise<Ended> {
  const terminals = {
    stdin: process.stdin.isTTY === true,
    stdout: process.stdout.isTTY === true,
    stderr: process.stderr.isTTY === true,
  };
  if (!terminals.stdout && !terminals.stderr) {
    return runPiped({ argv, inherits: { stdout: false, stderr: false }, copy, folder });
  }
  const { findRecorder, runOnTerminal } = await import('./terminal.ts');
  const recorder = await findRecorder();
  if (recorder !== null) {
    const { hasTitle, Title } = await import('./title.ts');
    const screen = terminals.stdout ? process.stdout : process.stderr;
    const title = isTitled && hasTitle(process.env['TERM']) ? new Title(screen) : null;
    return runOnTerminal({ argv, recorder, terminals, folder, copy, title });
  }
  const ended = await runPiped({
    argv,
    inherits: { stdout: terminals.stdout, stderr: terminals.stderr },
    copy,
    folder,
  });
  return { ...ended, limits: [...ended.limits, UNSEEN] };
}

const UNSEEN: Text = {
  en: 'What went to the terminal could not be read along: that needs the program `script` of util-linux or macOS, in the foreground.',
  zh: '无法同时读取终端上的输出：这需要 util-linux 或 macOS 自带的 `script` 程序，并在前台运行。',
};

function tooMuch(bytes: number): Text {
  return {
    en: `${bytes} bytes in the middle of the output were not kept.`,
    zh: `输出中间有 ${bytes} 字节没有保留。`,
  };
}
