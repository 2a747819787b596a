/** Class of a line that some parser has to look at. */
export const OTHER = -1;
/** Class of a line that begins as no structure does, and bears no prefix of a CI system. Numbers from 0 are BuildKit's vertices. */
export const BODY = -2;
/**
 * Class of a record that holds, in base64, one whole line of a step: the literals told of it are those of that line. Records
 * of another vertex are told apart as if they were of another class.
 */
export const RECORD = -3;

/** What was found in a block of whole lines. Valid until the next block is surveyed. */
export interface Survey {
  readonly bytes: Uint8Array;
  readonly lineCount: number;
  /** Where each line begins in `bytes`, and where the last one ends. */
  readonly starts: Uint32Array;
  /** Pairs of a line and the class of it and of those after it. */
  readonly records: Int32Array;
  readonly recordCount: number;
  /** Pairs of a line and a literal that stands in it, by line. A literal of a line may be told twice. */
  readonly hits: Int32Array;
  readonly hitCount: number;
}

/** What lines begin with that parsers or prefixes must see, whatever else is skipped. */
export interface Openings {
  /** At least four bytes each; the first four are looked at, also behind blanks. */
  readonly words: readonly string[];
  /** First bytes that always call for a look. */
  readonly bytes: string;
  /** What stands before a record's digest, between it, a digit, base64 and a time, and at its end. */
  readonly record: readonly [string, string, string, string, string];
}

/** Literals shorter than this cannot be found. */
export const SHORTEST = 6;
/** Longer lines are class OTHER: their middle is dropped by the line splitter. */
export const MAX_LINE = 65_536;

/**
 * Cuts blocks into lines, tells what class each line is of and which literals stand in it, without making objects of
 * lines. Two make the same of the same bytes: the kernel in WebAssembly and its twin in plain TypeScript.
 */
export interface Scanner {
  /** Room for a block: bytes that are read right into it need not be copied. */
  readonly room: Uint8Array;
  /** `block` is whole lines, at most `room.length` bytes, inside of `room` or elsewhere. */
  survey(block: Uint8Array): Survey;
  /** Indices of the literals in a text, each once, in no order. */
  scan(text: string): readonly number[];
}
