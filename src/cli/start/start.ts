import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';

import { codeFolder, keepCode, readCode } from './code-cache.ts';

/** A module as CommonJS has it. */
type Body = (exports: object, require: (name: string) => unknown, module: Module, dirname: string) => void;

interface Module {
  exports: object;
}

/** Many modules in one script; of those that are not asked for an engine reads the end only. */
interface Pack {
  readonly script: Script;
  readonly bodies: Readonly<Record<string, Body>>;
}

/** Commands that differ much in what they run. What was compiled for one of them would be a load to the others. */
const APART: ReadonlySet<string> = new Set(['diagnose', 'check']);

/**
 * Runs a command line. Modules come out of packs (tsdown.config.ts puts them together), whose compiled code is kept from the
 * first start to the next: compiling is most of what a start costs, and before Node 22 modules have no cache of their own.
 */
export async function start(argv: readonly string[], folder: string, outside: NodeJS.Require): Promise<number> {
  const [command = ''] = argv;
  const loader = new Loader(folder, outside, APART.has(command) ? command : 'other');
  const { main } = loader.require('start:main.cjs') as { main: (args: readonly string[]) => Promise<number> };
  const code = await main(argv);
  loader.keep();
  return code;
}

/** Packs of which no command but `check` wants more than two or three modules, and for it these are one script like others. */
const SLICED: ReadonlySet<string> = new Set(['ahead', 'conditions']);

/** They take milliseconds, and modules that import them often need them in one function of ten. */
const DEAR: ReadonlySet<string> = new Set([
  'node:child_process',
  'node:crypto',
  'node:fs/promises',
  'node:http',
  'node:https',
  'node:module',
  'node:net',
  'node:readline',
  'node:readline/promises',
  'node:stream',
  'node:stream/promises',
  'node:timers/promises',
  'node:tls',
  'node:v8',
  'node:worker_threads',
  'node:zlib',
]);

class Loader {
  readonly #folder: string;
  readonly #outside: NodeJS.Require;
  readonly #command: string;
  readonly #code = codeFolder();
  /** The file of each pack; its name changes with what is in it. */
  readonly #files: Readonly<Record<string, string>>;
  readonly #packs = new Map<string, Pack>();
  readonly #modules = new Map<string, Module>();
  /** A line for each module that is read alone: its name, where in the file of its pack it stands, and how long it is. */
  #slices: string | null = null;

  constructor(folder: string, outside: NodeJS.Require, command: string) {
    this.#folder = folder;
    this.#outside = outside;
    this.#command = command;
    this.#files = JSON.parse(this.#text('packs.json')) as Record<string, string>;
  }

  /** `PACK:MODULE` is one of ours, all else is Node's or a package. */
  readonly require = (name: string): unknown => {
    const colon = name.indexOf(':');
    const packName = name.slice(0, Math.max(colon, 0));
    if (packName === 'node') return DEAR.has(name) ? this.#lazily(name) : this.#outside(name);
    if (!Object.hasOwn(this.#files, packName)) return this.#outside(name);
    const known = this.#modules.get(name);
    if (known !== undefined) return known.exports;
    const isSliced = SLICED.has(packName) && !(packName === 'ahead' && this.#command === 'check');
    const bodies = isSliced ? this.#slice(packName, name) : this.#pack(packName).bodies;
    const body = bodies[name.slice(colon + 1)];
    if (body === undefined) {
      throw new Error(`${this.#files[packName]} has no module ${name}: the installation is damaged`);
    }
    const module: Module = { exports: {} };
    this.#modules.set(name, module);
    body(module.exports, this.require, module, this.#folder);
    return module.exports;
  };

  /** Keeps what was compiled, where it was not there yet or could not be used. */
  keep(): void {
    if (this.#code === null) return;
    for (const [name, { script }] of this.#packs) {
      if (script.cachedDataRejected === false) continue;
      keepCode(this.#code, this.#keptAs(name), script.createCachedData());
    }
  }

  /** A module of Node's that is loaded when something of it is asked for. */
  #lazily(name: string): unknown {
    const load = (): object => this.#outside(name) as object;
    return new Proxy(
      {},
      {
        get: (_, key) => Reflect.get(load(), key),
        has: (_, key) => Reflect.has(load(), key),
        ownKeys: () => Reflect.ownKeys(load()),
        getOwnPropertyDescriptor: (_, key) => {
          const found = Reflect.getOwnPropertyDescriptor(load(), key);
          return found && { ...found, configurable: true };
        },
      },
    );
  }

  /** One module of a pack: of a script this small more is lost by keeping what was compiled than by compiling it. */
  #slice(pack: string, name: string): Pack['bodies'] {
    this.#slices ??= this.#text('slices.txt');
    // Hundreds of lines of which a few are wanted: looked for, not parsed.
    const at = this.#slices.indexOf(`\n${name} `) + name.length + 2;
    const [from = 0, length = 0] = this.#slices.slice(at, this.#slices.indexOf('\n', at)).split(' ').map(Number);
    const bytes = Buffer.allocUnsafe(length);
    const fd = openSync(join(this.#folder, this.#files[pack] as string), 'r');
    readSync(fd, bytes, 0, length, from);
    closeSync(fd);
    return new Script(`"use strict";({${bytes.toString('latin1')}})`, {
      filename: join(this.#folder, name),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as Pack['bodies'];
  }

  #text(name: string): string {
    return readFileSync(join(this.#folder, name), 'latin1');
  }

  #pack(name: string): Pack {
    const known = this.#packs.get(name);
    if (known !== undefined) return known;
    const file = join(this.#folder, this.#files[name] as string);
    const cachedData = this.#code === null ? undefined : readCode(this.#code, this.#keptAs(name));
    const script = new Script(this.#text(this.#files[name] as string), {
      filename: file,
      cachedData,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    const pack = { script, bodies: script.runInThisContext() as Record<string, Body> };
    this.#packs.set(name, pack);
    return pack;
  }

  /** The engine itself refuses what another version of it or other options made. */
  #keptAs(pack: string): string {
    return `${this.#files[pack]}-${this.#command}-${process.version}-${process.arch}`;
  }
}
