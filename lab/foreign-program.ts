import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Bench } from './bench.ts';

const AARCH64 = 183;

/** A small but valid ELF program for 64-bit ARM. Every lab engine runs on x86-64. */
export function foreignProgram(bench: Bench, name: string): void {
  const header = Buffer.alloc(184);
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(AARCH64, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(0x400078n, 24);
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(1, 64);
  header.writeUInt32LE(5, 68);
  for (const at of [80, 88]) header.writeBigUInt64LE(0x400000n, at);
  for (const at of [96, 104, 112]) header.writeBigUInt64LE(0x1000n, at);
  writeFileSync(join(bench.engine.project, name), header);
}
