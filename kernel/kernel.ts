// The kernel: what is done with every byte of a log. AssemblyScript, compiled by tools/gen-kernel.ts; its twin in plain
// TypeScript is src/core/read/survey.ts with src/core/diagnose/needles.ts, and a property test holds them together.
// Memory is laid out by hand and never grows: views of it stay valid.

/**
 * Bits of the hashes that pick a bit of the two filters: 128 KB for pairs of grams, 64 KB for grams alone, one bit in a
 * hundred set by 2,700 literals, and both stay in the second-level cache.
 */
const PAIR_BITS: u32 = 20;
const ALONE_BITS: u32 = 19;
const FIRST_FACTOR: u32 = 0x9e3779b1;
const SECOND_FACTOR: u32 = 0xc2b2ae35;
const HEAD_BITS: u32 = 15;
const STRIDE: usize = 4;
const GRAM: usize = 4;
/** What an offset of 0 is written as: `windows` is plain text. */
const ZERO: usize = 48;
/** From this length on two grams fall into a literal wherever it stands. */
const LONG: usize = 2 * GRAM + STRIDE - 1;
const MAX_ENTRIES: u32 = 131072;
const MAX_LITERALS: u32 = 16384;
/** Longer lines are cut by the line splitter, not here. */
const MAX_LINE: usize = 65536;
const MAX_VERTEX_DIGITS: usize = 7;

const OPENER_BITS: u32 = 13;

/** Classes of lines; a number of a vertex, 0 and more, is one too. */
const OTHER: i32 = -1;
const BODY: i32 = -2;
const RECORD: i32 = -3;

const BYTE_SLOW: u8 = 1;
const BYTE_BRACKET: u8 = 2;

const PAIRS: usize = 0;
const ALONE: usize = PAIRS + ((1 << PAIR_BITS) >> 3);
const HEADS: usize = ALONE + ((1 << ALONE_BITS) >> 3);
const ENTRIES: usize = HEADS + (4 << HEAD_BITS);
const STARTS: usize = ENTRIES + 16 * MAX_ENTRIES;
const OPENERS: usize = STARTS + 4 * MAX_LITERALS;
const OPENER_LIST: usize = OPENERS + ((1 << OPENER_BITS) >> 3);
const MAX_OPENERS: u32 = 1024;
const BYTES: usize = OPENER_LIST + 4 * MAX_OPENERS;
/** What a digit of base64 stands for, at each of its four places. */
const DIGITS: usize = BYTES + 256;
const NO_DIGIT: u32 = 0xff000000;
/** The fixed parts of a record, each with its length before it; in between stand a digest, a stream, base64 and a time. */
const PARTS: usize = DIGITS + 4 * 4 * 256;
const PART_SIZE: usize = 64;
const DIGEST_SIZE: usize = 64;
export const TEXT: usize = PARTS + 5 * PART_SIZE;
export const TEXT_SIZE: usize = 1 << 20;
/** For one event's text, while the input is still being looked at. */
export const SCRATCH: usize = TEXT + TEXT_SIZE;
export const SCRATCH_SIZE: usize = 1 << 18;
export const INPUT: usize = SCRATCH + SCRATCH_SIZE + 64;
export const INPUT_SIZE: usize = 1 << 19;
const SLACK: usize = 64;
export const STRIPPED: usize = INPUT + INPUT_SIZE + SLACK;
export const UNWRAPPED: usize = STRIPPED + INPUT_SIZE + SLACK;
export const LINES: usize = UNWRAPPED + INPUT_SIZE + SLACK;
export const RECORDS: usize = LINES + 4 * (INPUT_SIZE + 2);
export const HITS: usize = RECORDS + 8 * (INPUT_SIZE + 2);
export const MAX_HITS: u32 = 1 << 16;

/** Set by `survey`: number of lines, of records, and whether an escape sequence was seen. */
export let lineCount: u32 = 0;
export let recordCount: u32 = 0;
export let hasEscapes: bool = false;
/** Set by `survey`: how many bytes the lines are at UNWRAPPED, what records hold in their place; 0 if there are no records. */
export let unwrappedLength: usize = 0;
/** Set by `scan`: where to go on if the list of hits is full, 0 at the end. */
export let resume: usize = 0;

let literalCount: u32 = 0;
let entryCount: u32 = 0;
let openerCount: u32 = 0;

// @ts-ignore: decorator
@inline
function headOf(hash: u32): u32 {
  return hash >> (32 - HEAD_BITS);
}

/** Of two grams one after the other; of a gram alone with 0 for the other. */
// @ts-ignore: decorator
@inline
function hashOf(gram: u32, next: u32): u32 {
  return gram * FIRST_FACTOR + next * SECOND_FACTOR;
}

/**
 * Takes `length` bytes of literals at TEXT, each ended by a NUL, and right after them one byte for each literal:
 * where in it the window begins whose grams are looked for. Once in a kernel's life: its memory begins empty.
 */
export function build(length: u32): void {
  let start: usize = TEXT;
  const end: usize = TEXT + length;
  store<u32>(STARTS, <u32>start);
  for (let at: usize = TEXT; at < end; at++) {
    if (load<u8>(at) != 0) continue;
    addLiteral(start, at, load<u8>(end + literalCount) - ZERO);
    start = at + 1;
    literalCount++;
    store<u32>(STARTS + 4 * literalCount, <u32>start);
  }
}

function addLiteral(start: usize, end: usize, window: usize): void {
  const length = end - start;
  const whole: usize = min<usize>(STRIDE, length - GRAM + 1);
  for (let i: usize = 0; i < whole; i++) {
    const gram = load<u32>(start + window + i);
    const next = load<u32>(start + window + i, GRAM);
    const hash = hashOf(gram, length < LONG ? 0 : next);
    addEntry(hash, gram, start, end, window + i);
    if (length < LONG) setBit(ALONE, hash >> (32 - ALONE_BITS));
    else setBit(PAIRS, hash >> (32 - PAIR_BITS));
  }
  if (whole == STRIDE) return;
  // One alignment of a literal of six bytes leaves three of them in a gram: any byte may come after.
  const known: u32 = load<u32>(start + whole) & 0xffffff;
  for (let byte: u32 = 0; byte < 256; byte++) {
    const gram = known | (byte << 24);
    const hash = hashOf(gram, 0);
    addEntry(hash, gram, start, end, whole);
    setBit(ALONE, hash >> (32 - ALONE_BITS));
  }
}

/** An entry: the gram, the next entry, literal with offset and bytes that are not known of what follows the gram, and that. */
function addEntry(hash: u32, gram: u32, start: usize, end: usize, offset: usize): void {
  if (entryCount >= MAX_ENTRIES) unreachable();
  const head: usize = HEADS + 4 * headOf(hash);
  const entry: usize = ENTRIES + 16 * entryCount++;
  const after: usize = start + offset + GRAM;
  const known: usize = after >= end ? 0 : min<usize>(GRAM, end - after);
  store<u32>(entry, gram);
  store<u32>(entry, load<u32>(head), 4);
  store<u32>(entry, literalCount | (<u32>offset << 16) | (<u32>(GRAM - known) << 29), 8);
  store<u32>(entry, load<u32>(after), 12);
  store<u32>(head, entryCount);
}

function setBit(table: usize, bit: u32): void {
  const byte = table + (bit >> 3);
  store<u8>(byte, load<u8>(byte) | <u8>((<u32>1) << (bit & 7)));
}

// @ts-ignore: decorator
@inline
function hasBit(table: usize, bit: u32): bool {
  return ((load<u8>(table + (bit >> 3)) >> (bit & 7)) & 1) != 0;
}

let hitCount: u32 = 0;

/** Looks at the gram at `at`: literals that really stand there are added to the list of hits. */
function probe(at: usize, from: usize, end: usize): void {
  const gram = load<u32>(at);
  const next = load<u32>(at, GRAM);
  const alone = hashOf(gram, 0);
  const pair = hashOf(gram, next);
  const isAlone = hasBit(ALONE, alone >> (32 - ALONE_BITS));
  if (isAlone) follow(alone, gram, next, at, from, end);
  if (!hasBit(PAIRS, pair >> (32 - PAIR_BITS))) return;
  // Entries of both may hang on the same head: they are told once.
  if (!isAlone || headOf(pair) != headOf(alone)) follow(pair, gram, next, at, from, end);
}

function follow(hash: u32, gram: u32, next: u32, at: usize, from: usize, end: usize): void {
  let index = load<u32>(HEADS + 4 * headOf(hash));
  while (index != 0) {
    const entry: usize = ENTRIES + 16 * (index - 1);
    index = load<u32>(entry, 4);
    if (load<u32>(entry) != gram) continue;
    const packed = load<u32>(entry, 8);
    if (<u32>((<u64>(next ^ load<u32>(entry, 12))) << (8 * <u64>(packed >> 29))) != 0) continue;
    const literal = packed & 0xffff;
    const start: usize = at - ((packed >> 16) & 0x1fff);
    if (start < from || start > at) continue;
    const first = <usize>load<u32>(STARTS + 4 * literal);
    const length = <usize>load<u32>(STARTS + 4 * literal + 4) - first - 1;
    if (start + length > end || !isEqual(start, first, length)) continue;
    const hit: usize = HITS + 8 * hitCount++;
    store<u32>(hit, <u32>start);
    store<u32>(hit, literal, 4);
  }
}

function isEqual(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

/** Pairs of address and literal at HITS, for the bytes from `from` to `end`; begins at `begin`, a place `resume` told, or `from`. */
export function scan(begin: usize, from: usize, end: usize): u32 {
  hitCount = 0;
  resume = 0;
  let at = begin;
  let a = load<u32>(at);
  // The input is followed by slack: a gram may reach beyond its end, a literal may not.
  while (at < end) {
    const b = load<u32>(at, 4);
    const c = load<u32>(at, 8);
    const d = load<u32>(at, 12);
    const e = load<u32>(at, 16);
    const isA = isCandidate(a, b);
    const isB = isCandidate(b, c);
    const isC = isCandidate(c, d);
    const isD = isCandidate(d, e);
    if ((isA | isB | isC | isD) & 1) {
      if (hitCount + 4096 > MAX_HITS) {
        resume = at;
        return hitCount;
      }
      if (isA & 1) probe(at, from, end);
      if (isB & 1) probe(at + 4, from, end);
      if (isC & 1) probe(at + 8, from, end);
      if (isD & 1) probe(at + 12, from, end);
    }
    a = e;
    at += 16;
  }
  return hitCount;
}

/** In the lowest bit: may a literal stand here, of which `gram` is a part, and `next` if it is long? */
// @ts-ignore: decorator
@inline
function isCandidate(gram: u32, next: u32): u32 {
  const hash = gram * FIRST_FACTOR;
  const alone = hash >> (32 - ALONE_BITS);
  const pair = (hash + next * SECOND_FACTOR) >> (32 - PAIR_BITS);
  return (
    (load<u32>(ALONE + ((alone >> 5) << 2)) >> (alone & 31)) | (load<u32>(PAIRS + ((pair >> 5) << 2)) >> (pair & 31))
  );
}

/** Turns the addresses of the hits into numbers of lines, counted from the first line of the bytes at `from`. */
export function toLines(from: usize, count: u32): void {
  let at = from;
  let line: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const hit: usize = HITS + 8 * i;
    const address: usize = load<u32>(hit);
    // Literals that overlap are found in the order of their grams, not of their beginnings.
    if (address > at) {
      line += newlines(at, address);
      at = address;
    } else if (address < at) line -= newlines(address, at), (at = address);
    store<u32>(hit, line);
  }
}

function newlines(from: usize, to: usize): u32 {
  let count: u32 = 0;
  let at = from;
  const newline = i8x16.splat(10);
  for (; at + 16 <= to; at += 16) count += popcnt<i32>(i8x16.bitmask(i8x16.eq(v128.load(at), newline)));
  for (; at < to; at++) count += u32(load<u8>(at) == 10);
  return count;
}

/** The `length` bytes at `from` without CSI sequences, at STRIPPED. Answers with their length; lines stay lines. */
export function strip(from: usize, length: usize): usize {
  let at = from;
  let to: usize = STRIPPED;
  const end = from + length;
  const escape = i8x16.splat(27);
  while (at < end) {
    const block = v128.load(at);
    v128.store(to, block);
    let mask = i8x16.bitmask(i8x16.eq(block, escape));
    if (at + 16 > end) mask &= (1 << <i32>(end - at)) - 1;
    if (mask == 0) {
      at += 16;
      to += 16;
      continue;
    }
    const before: usize = ctz<i32>(mask);
    at = afterEscape(at + before, end);
    to += before;
  }
  // The last block may have run over the end.
  return to - (at - end) - STRIPPED;
}

/** Address after the sequence that begins at `at`; of what is no CSI sequence only the escape byte is passed. */
// @ts-ignore: decorator
@inline
function afterEscape(at: usize, end: usize): usize {
  const after = csiEnd(at, end);
  return after == 0 ? at + 1 : after;
}

/** Address after a CSI sequence at `at`, 0 if there is none: ESC [ parameters intermediates final. */
function csiEnd(at: usize, end: usize): usize {
  let p = at + 1;
  if (p >= end || load<u8>(p) != 0x5b) return 0;
  p++;
  while (p < end && (load<u8>(p) & 0xf0) == 0x30) p++;
  while (p < end && (load<u8>(p) & 0xf0) == 0x20) p++;
  if (p >= end) return 0;
  const last = load<u8>(p);
  return last >= 0x40 && last <= 0x7e ? p + 1 : 0;
}

/** Adds the first four bytes of what a parser must see, whatever else it skips. */
export function addOpener(gram: u32): void {
  if (openerCount >= MAX_OPENERS) unreachable();
  store<u32>(OPENER_LIST + 4 * openerCount++, gram);
  setBit(OPENERS, (gram * FIRST_FACTOR) >> (32 - OPENER_BITS));
}

export function setByte(byte: u32, kind: u32): void {
  store<u8>(BYTES + byte, <u8>kind);
}

// What was seen of the line at hand.
let isOdd: bool = false;
let hasReturn: bool = false;
let hasEscape: bool = false;
let tabs: u32 = 0;
let lastClass: i32 = 0;
/** Digest of the record before, 0 before the first one of the block; whether the one at hand has another. */
let lastDigest: usize = 0;
let isOther: bool = false;
/** What of the input does not stand at UNWRAPPED yet, and where it is to. */
let pending: usize = 0;
let unwrapped: usize = 0;

/**
 * Cuts `length` bytes of whole lines at `from`: beginnings of lines at LINES, relative to INPUT, and one more for the end;
 * at RECORDS pairs of first line and class, a new one where the class changes.
 */
export function survey(from: usize, length: usize): void {
  const end = from + length;
  lineCount = 0;
  recordCount = 0;
  hasEscapes = false;
  lastDigest = 0;
  pending = from;
  unwrapped = UNWRAPPED;
  clearLine();
  let start = from;
  const space = i8x16.splat(0x20);
  const del = i8x16.splat(0x7f);
  for (let block = from; block < end; block += 16) {
    const bytes = v128.load(block);
    let mask = i8x16.bitmask(v128.or(i8x16.lt_u(bytes, space), i8x16.eq(bytes, del)));
    if (block + 16 > end) mask &= (1 << <i32>(end - block)) - 1;
    while (mask != 0) {
      const at = block + ctz<i32>(mask);
      mask &= mask - 1;
      const byte = load<u8>(at);
      if (byte == 10) {
        endLine(start, at);
        start = at + 1;
      } else control(byte, at, end);
    }
  }
  store<u32>(LINES + 4 * lineCount, <u32>(end - INPUT));
  if (lastDigest != 0) copyPending(end);
  unwrappedLength = lastDigest == 0 ? 0 : unwrapped - UNWRAPPED;
}

// @ts-ignore: decorator
@inline
function clearLine(): void {
  isOdd = false;
  hasReturn = false;
  hasEscape = false;
  tabs = 0;
}

function control(byte: u8, at: usize, end: usize): void {
  if (byte == 9) tabs++;
  else if (byte == 13) {
    const next = load<u8>(at + 1);
    if (next != 10 && next != 13) hasReturn = true;
  } else if (byte == 27) {
    hasEscape = true;
    hasEscapes = true;
    if (isOddEscape(at, end)) isOdd = true;
  } else isOdd = true;
}

// @ts-ignore: decorator
@inline
function endLine(start: usize, end: usize): void {
  store<u32>(LINES + 4 * lineCount, <u32>(start - INPUT));
  isOther = false;
  const kind = classOf(start, end);
  if (recordCount == 0 || kind != lastClass || isOther) {
    const record: usize = RECORDS + 8 * recordCount++;
    store<u32>(record, lineCount);
    store<i32>(record, kind, 4);
    lastClass = kind;
  }
  lineCount++;
  clearLine();
}

function classOf(start: usize, end: usize): i32 {
  if (isOdd || end - start > MAX_LINE) return OTHER;
  const first = load<u8>(start);
  if (first == 0x23) return vertexOf(start + 1, end);
  if (first == 0x7b) return isRecord(start, end) ? RECORD : OTHER;
  return isBody(start, end) ? BODY : OTHER;
}

/** `#<vertex> <time> …`: a line a step printed. */
function vertexOf(start: usize, end: usize): i32 {
  let at = start;
  let vertex: i32 = 0;
  while (at < end && isDigit(load<u8>(at))) vertex = vertex * 10 + (load<u8>(at++) - 0x30);
  if (at == start || at - start > MAX_VERTEX_DIGITS || at >= end || load<u8>(at) != 0x20) return OTHER;
  const time = ++at;
  while (at < end && isDigit(load<u8>(at))) at++;
  if (at == time || at >= end) return OTHER;
  if (load<u8>(at) == 0x2e) {
    const fraction = ++at;
    while (at < end && isDigit(load<u8>(at))) at++;
    if (at == fraction || at >= end) return OTHER;
  }
  return load<u8>(at) == 0x20 ? vertex : OTHER;
}

/** Takes a fixed part of a record, `length` bytes at TEXT, before the literals. */
export function setPart(index: u32, length: u32): void {
  if (length + 4 > PART_SIZE) unreachable();
  const part = PARTS + PART_SIZE * index;
  store<u32>(part, length);
  memory.copy(part + 4, TEXT, length);
  if (index > 0) return;
  for (let byte: u32 = 0; byte < 256; byte++) {
    const value = digitOf(byte);
    for (let place: u32 = 0; place < 4; place++) {
      let three = NO_DIGIT;
      if (value < 64) {
        const bits = value << (18 - 6 * place);
        // The first of the three bytes comes first in memory.
        three = ((bits >> 16) & 0xff) | (bits & 0xff00) | ((bits & 0xff) << 16);
      }
      store<u32>(DIGITS + 1024 * place + 4 * byte, three);
    }
  }
}

function digitOf(byte: u32): u32 {
  if (byte - 0x41 < 26) return byte - 0x41;
  if (byte - 0x61 < 26) return byte - 0x61 + 26;
  if (byte - 0x30 < 10) return byte - 0x30 + 52;
  return byte == 0x2b ? 62 : byte == 0x2f ? 63 : 64;
}

/**
 * A record of BuildKit that holds one whole line of a step and nothing that a terminal would make something else of. The
 * line is put to UNWRAPPED in its place.
 */
function isRecord(start: usize, end: usize): bool {
  const digest = afterPart(0, start, end);
  if (digest == 0 || digest + DIGEST_SIZE > end) return false;
  const isSame = lastDigest != 0 && isEqual(digest, lastDigest, DIGEST_SIZE);
  if (!isSame && !isHex(digest)) return false;
  const stream = afterPart(1, digest + DIGEST_SIZE, end);
  if (stream == 0 || !isDigit(load<u8>(stream))) return false;
  const data = afterPart(2, stream + 1, end);
  if (data == 0) return false;
  copyPending(start);
  const to = decode(data, end);
  if (to == 0 || !isOneLine(unwrapped, to)) return false;
  let at = afterPart(3, afterDigits, end);
  if (at == 0) return false;
  while (at < end && load<u8>(at) != 0x22 && load<u8>(at) != 0x5c) at++;
  if (afterPart(4, at, end) != end) return false;
  unwrapped = to;
  pending = end + 1;
  lastDigest = digest;
  isOther = !isSame;
  return true;
}

/** Address after the part, 0 if it does not stand at `at`. */
// @ts-ignore: decorator
@inline
function afterPart(index: usize, at: usize, end: usize): usize {
  const part = PARTS + PART_SIZE * index;
  const length: usize = load<u32>(part);
  return at + length <= end && isEqual(at, part + 4, length) ? at + length : 0;
}

function isHex(at: usize): bool {
  for (let i: usize = 0; i < DIGEST_SIZE; i++) {
    const byte = load<u8>(at + i);
    if (!isDigit(byte) && <u8>(byte - 0x61) >= 6) return false;
  }
  return true;
}

function copyPending(to: usize): void {
  if (to <= pending) return;
  memory.copy(unwrapped, pending, to - pending);
  unwrapped += to - pending;
  pending = to;
}

let afterDigits: usize = 0;

/** Base64 at `at`, as bytes at `unwrapped`: address after them, 0 if it is not as Go writes it. Sets `afterDigits`. */
function decode(at: usize, end: usize): usize {
  let to = unwrapped;
  for (; at + 4 <= end; at += 4, to += 3) {
    const three =
      load<u32>(DIGITS + 4 * <usize>load<u8>(at)) |
      load<u32>(DIGITS + 4 * <usize>load<u8>(at, 1), 1024) |
      load<u32>(DIGITS + 4 * <usize>load<u8>(at, 2), 2048) |
      load<u32>(DIGITS + 4 * <usize>load<u8>(at, 3), 3072);
    if (three >= NO_DIGIT) break;
    store<u32>(to, three);
  }
  afterDigits = at;
  if (at >= end || load<u8>(at) == 0x22) return to;
  const two =
    load<u32>(DIGITS + 4 * <usize>load<u8>(at)) |
    load<u32>(DIGITS + 4 * <usize>load<u8>(at, 1), 1024) |
    (load<u8>(at, 2) == 0x3d ? 0 : load<u32>(DIGITS + 4 * <usize>load<u8>(at, 2), 2048));
  if (two >= NO_DIGIT || at + 4 > end || load<u8>(at, 3) != 0x3d) return 0;
  store<u32>(to, two);
  afterDigits = at + 4;
  return to + (load<u8>(at, 2) == 0x3d ? 1 : 2);
}

/** Text, tabs, plain escape sequences and, at the end alone, the end of a line. */
function isOneLine(from: usize, to: usize): bool {
  let end = to - 1;
  if (end < from || load<u8>(end) != 10) return false;
  if (end > from && load<u8>(end - 1) == 13) end--;
  const space = i8x16.splat(0x20);
  const del = i8x16.splat(0x7f);
  for (let block = from; block < end; block += 16) {
    const bytes = v128.load(block);
    let mask = i8x16.bitmask(v128.or(i8x16.lt_u(bytes, space), i8x16.eq(bytes, del)));
    if (block + 16 > end) mask &= (1 << <i32>(end - block)) - 1;
    for (; mask != 0; mask &= mask - 1) {
      const at = block + ctz<i32>(mask);
      const byte = load<u8>(at);
      if (byte == 9) continue;
      if (byte != 27 || isOddEscape(at, end)) return false;
      hasEscapes = true;
    }
  }
  return true;
}

/** ESC [8m hides a note of Jenkins; anything but CSI has grammar of its own. */
// @ts-ignore: decorator
@inline
function isOddEscape(at: usize, end: usize): bool {
  return csiEnd(at, end) == 0 || (load<u8>(at + 2) == 0x38 && load<u8>(at + 3) == 0x6d);
}

// @ts-ignore: decorator
@inline
function isDigit(byte: u8): bool {
  return <u8>(byte - 0x30) < 10;
}

/** A line that begins as no structure of any format does, and bears no prefix of a CI system. */
function isBody(from: usize, to: usize): bool {
  if (hasReturn || tabs > 1) return false;
  let start = from;
  let end = to;
  while (end > start && load<u8>(end - 1) == 13) end--;
  if (hasEscape) {
    while (start < end && load<u8>(start) == 27) start = afterEscape(start, end);
    for (let at = start; at < min(start + 8, end); at++) if (load<u8>(at) == 27) return false;
  }
  if (start >= end) return false;
  const kind = load<u8>(BYTES + load<u8>(start));
  if (kind == BYTE_SLOW) return false;
  if (kind == BYTE_BRACKET) return isPlainBracket(start, end);
  if (isOpener(start, end)) return false;
  if (load<u8>(start) != 0x20) return true;
  while (start < end && load<u8>(start) == 0x20) start++;
  // Blanks and then a sequence hide what comes next.
  if (start >= end || load<u8>(start) == 27) return false;
  return !isOpener(start, end);
}

function isOpener(start: usize, end: usize): bool {
  if (start + 4 > end) return false;
  const gram = load<u32>(start);
  // `Jan 12 …`: the stamp of a syslog.
  if ((gram & 0xff000000) == 0x20000000 && <u8>(<u8>gram - 0x41) < 26 && <u8>(<u8>(gram >> 8) - 0x61) < 26) return true;
  const bit = (gram * FIRST_FACTOR) >> (32 - OPENER_BITS);
  if (((load<u8>(OPENERS + (bit >> 3)) >> (bit & 7)) & 1) == 0) return false;
  for (let i: u32 = 0; i < openerCount; i++) if (load<u32>(OPENER_LIST + 4 * i) == gram) return true;
  return false;
}

/** `[INFO] …`: a letter first, no colon inside, and after the bracket no stamp and nothing a branch of a pipeline would stand before. */
function isPlainBracket(start: usize, end: usize): bool {
  const first = load<u8>(start + 1) | 0x20;
  if (<u8>(first - 0x61) >= 26) return false;
  let at = start + 1;
  while (at < end && load<u8>(at) != 0x5d) {
    const byte = load<u8>(at++);
    if (byte == 0x3a || byte == 27) return false;
  }
  if (at + 2 >= end || load<u8>(at + 1) != 0x20) return at < end && !isOpener(start, end);
  if (isOpener(start, end)) return false;
  const after = load<u8>(at + 2);
  return after != 0x23 && after != 0x53 && after != 0x45 && after != 27 && !isDigit(after);
}
