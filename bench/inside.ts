/** One measurement inside of one process; prints its figures as JSON. `tsx bench/inside.ts NAME FILE [COUNT]` */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

import { diagnoseLog, inputRoom, type KnowledgeBase } from '#app/diagnose.ts';
import { Collector } from '#core/diagnose/collect.ts';
import { LogFeed } from '#core/diagnose/feed.ts';
import { FIRST_PLAIN } from '#core/diagnose/literals.ts';
import { KernelScanner } from '#core/diagnose/kernel-scanner.ts';
import { Rooms } from '#core/diagnose/rooms.ts';
import { OPENINGS } from '#core/parse/logs/read-log.ts';
import { startKernel, type Kernel } from '#core/read/kernel.ts';
import { readInput } from '#host/files/input.ts';
import { load, registry } from '#kb/registry.gen.ts';

import { naiveRegexes, registryWith } from './patterns.ts';

const MB = 1e6;
const NAIVE_SAMPLE = 1 << 20;
const CHUNK = 16 * 1024;

type Figures = Readonly<Record<string, number | string | null>>;

const [name = '', file = '', count = '0'] = process.argv.slice(2);
const measures: Readonly<Record<string, () => Promise<Figures> | Figures>> = {
  diagnose: () => diagnoseFile(known(Number(count))),
  naive,
  parse,
  streams: () => streams(Number(count)),
};
const measure = measures[name];
if (measure === undefined) throw new Error(`no measurement called ${JSON.stringify(name)}`);
console.log(JSON.stringify(await measure()));

function known(more: number): KnowledgeBase {
  return { registry: more === 0 ? registry : registryWith(more), load };
}

async function diagnoseFile(base: KnowledgeBase): Promise<Figures> {
  const room = inputRoom(base);
  // Here they come one by one through the TypeScript loader, which costs more than a log: the product has them in packs.
  for (const [id, stage] of registry.rows) await load(id, stage);
  const seconds = clock();
  const { diagnosis } = await diagnoseLog(readInput(file, room), null, base);
  return { seconds: seconds(), root: diagnosis.root?.condition ?? null, lines: diagnosis.input.lines };
}

/** Each regex on each line of the beginning. */
function naive(): Figures {
  const regexes = naiveRegexes();
  const text = beginning(NAIVE_SAMPLE).toString('utf8');
  const seconds = clock();
  let hits = 0;
  for (const line of text.split('\n')) for (const regex of regexes) if (regex.test(line)) hits++;
  return { rate: text.length / seconds() / MB, hits };
}

/** What a plain program does with BuildKit's JSON: parse each line, decode, look for the same literals. */
function parse(): Figures {
  const scanner = freshScanner();
  const text = readFileSync(file, 'utf8');
  const seconds = clock();
  let hits = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const { logs = [] } = JSON.parse(line) as { logs?: { data: string }[] };
    for (const { data } of logs) hits += scanner.scan(Buffer.from(data, 'base64').toString('utf8')).length;
  }
  return { seconds: seconds(), hits };
}

/** The same bytes as `amount` logs that come in side by side, each a part of the whole. */
function streams(amount: number): Figures {
  const data = readFileSync(file);
  // The first look at a page of fresh memory costs more than what is measured.
  data.indexOf(0);
  const scanner = freshScanner();
  const rooms = new Rooms();
  const feeds = Array.from({ length: amount }, () => new LogFeed(scanner, new Collector(scanner, FIRST_PLAIN, rooms)));
  const size = amount === 1 ? 4 * CHUNK : CHUNK;
  const took: number[] = [];
  const seconds = clock();
  const part = Math.ceil(data.length / amount);
  for (let at = 0; at < part; at += size) {
    for (const [index, feed] of feeds.entries()) {
      const chunk = data.subarray(index * part + at, index * part + Math.min(at + size, part));
      const begin = performance.now();
      feed.push(chunk);
      took.push(performance.now() - begin);
    }
  }
  for (const feed of feeds) feed.end();
  const spent = seconds();
  took.sort((a, b) => a - b);
  return { rate: data.length / spent / MB, p99: took[Math.floor(took.length * 0.99)] ?? 0 };
}

function freshScanner(): KernelScanner {
  return new KernelScanner(startKernel() as Kernel, registry, OPENINGS);
}

function beginning(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  const fd = openSync(file, 'r');
  const read = readSync(fd, bytes);
  closeSync(fd);
  return bytes.subarray(0, read);
}

/** Seconds of processor time since the call: on a machine with other work the clock tells of that work. */
function clock(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}
