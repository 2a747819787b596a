import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Duplex } from 'node:stream';

import type { Address } from './endpoint.ts';

type SshAddress = Extract<Address, { kind: 'ssh' }>;

const CONNECT_SECONDS = 5;
const MAX_STDERR = 2000;

/**
 * The arguments for the user's own ssh, as docker/cli cli/connhelper makes them. Nobody can answer a question here, so none
 * is asked; `--` ends the options, and the address was checked when it was read.
 */
export function sshArguments({ host, user, port, path }: SshAddress): readonly string[] {
  const options = ['-o', 'BatchMode=yes', '-o', `ConnectTimeout=${CONNECT_SECONDS}`, '-T'];
  if (user !== undefined) options.push('-l', user);
  if (port !== undefined) options.push('-p', String(port));
  const socket = path === undefined ? [] : ['--host', `unix://${path}`];
  return [...options, '--', host, 'docker', ...socket, 'system', 'dial-stdio'];
}

/** A connection to an engine through the standard streams of `ssh … docker system dial-stdio`. */
export class SshConnection extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  #stderr = '';

  constructor(address: SshAddress, program = 'ssh') {
    super();
    this.#child = spawn(program, sshArguments(address), { stdio: 'pipe', windowsHide: true });
    this.#child.once('error', (error) => this.destroy(error));
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) this.#child.stdout.pause();
    });
    this.#child.stderr.on('data', (chunk: Buffer) => {
      if (this.#stderr.length < MAX_STDERR) this.#stderr += chunk.toString('utf8');
    });
    this.#child.once('close', (code) => {
      if (code === 0) this.push(null);
      else this.destroy(new Error(`ssh ended with exit code ${code}: ${this.#stderr.trim()}`));
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#child.stdin.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }

  // Node's http agent treats what it is given as a TCP socket.
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    this.#child.ref();
    return this;
  }
  unref(): this {
    this.#child.unref();
    return this;
  }
}
