export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment of this process; undefined takes a variable away. `LC_ALL=C` is always set. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly milliseconds: number;
  /** Of standard output and of standard error, each. What is beyond is thrown away, and said so. */
  readonly maxBytes?: number;
}

export type Ran =
  | {
      readonly ok: true;
      /** Null where a signal ended it. */
      readonly code: number | null;
      readonly stdout: string;
      readonly stderr: string;
      readonly isCut: boolean;
    }
  | {
      readonly ok: false;
      readonly problem: 'not-found' | 'not-permitted' | 'timeout' | 'not-asked' | 'other';
      readonly detail: string;
    };

export type Run = (argv: readonly [string, ...string[]], options: RunOptions) => Promise<Ran>;

const MAX_BYTES = 4 * 1024 * 1024;

/** Runs a program from a list of words (never a shell), without standard input, with limits on time and output. */
export const run: Run = async ([program, ...words], { cwd, env, milliseconds, maxBytes = MAX_BYTES }) => {
  // Loaded late: most runs start no program.
  const { spawn } = await import('node:child_process');
  return new Promise((give) => {
    // A group of its own, so that helpers of the program end with it, and no terminal it could ask a password on.
    const isGroup = process.platform !== 'win32';
    const child = spawn(program, words, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: isGroup,
      windowsHide: true,
    });
    const out = collect(child.stdout, maxBytes);
    const err = collect(child.stderr, maxBytes);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      endGroup(child.pid, isGroup);
      // A grandchild that left the group may keep the pipes open: do not wait for it.
      child.stdout.destroy();
      child.stderr.destroy();
    }, milliseconds);
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      give({ ok: false, problem: problemOf(error.code), detail: error.code ?? error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (isLate) give({ ok: false, problem: 'timeout', detail: `${program}: ${milliseconds} ms` });
      else give({ ok: true, code, stdout: out.text(), stderr: err.text(), isCut: out.isCut() || err.isCut() });
    });
  });
};

/** The answer of a host that was told to start no programs. */
export const runNothing: Run = async ([program]) => ({ ok: false, problem: 'not-asked', detail: program });

function problemOf(code: string | undefined): 'not-found' | 'not-permitted' | 'other' {
  if (code === 'ENOENT') return 'not-found';
  return code === 'EACCES' || code === 'EPERM' ? 'not-permitted' : 'other';
}

function endGroup(pid: number | undefined, isGroup: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(isGroup ? -pid : pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}

function collect(stream: NodeJS.ReadableStream, maxBytes: number): { text: () => string; isCut: () => boolean } {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (bytes < maxBytes) chunks.push(chunk.subarray(0, maxBytes - bytes));
    bytes += chunk.length;
  });
  return { text: () => Buffer.concat(chunks).toString('utf8'), isCut: () => bytes > maxBytes };
}
