import { KERNEL_WASM } from './kernel.gen.ts';

/** What kernel/kernel.ts exports: addresses are constants, results stand in its memory. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly TEXT: Constant;
  readonly TEXT_SIZE: Constant;
  readonly SCRATCH: Constant;
  readonly SCRATCH_SIZE: Constant;
  readonly INPUT: Constant;
  readonly INPUT_SIZE: Constant;
  readonly STRIPPED: Constant;
  readonly UNWRAPPED: Constant;
  readonly LINES: Constant;
  readonly RECORDS: Constant;
  readonly HITS: Constant;
  readonly lineCount: Constant;
  readonly recordCount: Constant;
  readonly hasEscapes: Constant;
  readonly unwrappedLength: Constant;
  readonly resume: Constant;
  setPart(index: number, length: number): void;
  build(length: number): void;
  addOpener(gram: number): void;
  setByte(byte: number, kind: number): void;
  survey(from: number, length: number): void;
  strip(from: number, length: number): number;
  scan(begin: number, from: number, end: number): number;
  toLines(from: number, count: number): void;
}

interface Platform {
  readonly WebAssembly?: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  };
}

interface Constant {
  readonly value: number;
}

/** A fresh kernel with 18 MB of address space, little of it touched; null where there is no WebAssembly or no SIMD in it. */
export function startKernel(): Kernel | null {
  // Typed here: not every layer that compiles this file knows the name.
  const { WebAssembly } = globalThis as Platform;
  if (WebAssembly === undefined) return null;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytesOf(KERNEL_WASM)), {}).exports as unknown as Kernel;
  } catch {
    return null;
  }
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  // `Uint8Array.from` asks an iterator for each of them, which takes milliseconds before anything is compiled.
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
