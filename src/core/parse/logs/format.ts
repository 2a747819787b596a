import type { Emit, OutputEvent } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';

/** One log format: how to recognise it and how to read it. One file per format in this folder. */
export interface LogFormat {
  readonly id: string;
  /** Can this line only be the beginning (or a resumption) of this format? Asked when no open parser takes the line. */
  readonly opens: (line: Line, previous: Line | null) => boolean;
  /** `region` is unique in the input; step keys start with it. */
  readonly start: (emit: Emit, region: string) => LogParser;
}

/** Reads the lines of one channel. Keeps what it needs between lines; never throws. */
export interface LogParser {
  /** False: the line is not of this format, somebody else should look at it. */
  take(line: Line, previous: Line | null): boolean;
  /**
   * Lines of this class (see `core/read/survey.ts`), taken now, would only be output of one step: which, and how they
   * become events. Null: they have to be taken one by one. `first` is the first of them.
   */
  quiet?(kind: number, first: Line): Quiet | null;
  /** The last of lines that `quiet` was asked for and that were passed on without being taken. */
  passed?(last: Line): void;
  /** The input is over: emit what was held back. */
  end(): void;
}

export interface Quiet {
  readonly step: string;
  readonly event: (line: Line) => OutputEvent;
}
