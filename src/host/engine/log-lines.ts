import { mask } from '#core/redact.ts';
import type { ContainerLine } from '#core/model/probes/engine.ts';

const HEADER = 8;
const SYSTEM_ERROR = 3;
/** The engine cuts messages at 16 KiB, plug-ins at a MiB; what claims to be longer is no frame. */
const MAX_FRAME = 8 * 1024 * 1024;
/** A line beyond this keeps its beginning. */
const MAX_LINE = 64 * 1024;
/** All lines together; the oldest go first. */
const MAX_TEXT = 4 * 1024 * 1024;

type Stream = ContainerLine['stream'];

/**
 * Makes lines of the body of `GET /containers/ID/logs?timestamps=1`. Without a terminal it is cut into frames: stream, three zeros,
 * length (big endian), and the text of one message; with one it is the text alone. A time comes first in both, so the first
 * byte tells them apart: older engines do not name the form in the Content-Type.
 */
export class LogLines {
  readonly #lines: ContainerLine[] = [];
  readonly #open: Record<Stream, string> = { stdout: '', stderr: '' };
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  #pending: Buffer = Buffer.alloc(0);
  #isFramed: boolean | null = null;
  #size = 0;
  #dropped = 0;
  #failure = '';

  /** What the engine says where it could not go on reading its own log; '' if it could. */
  get failure(): string {
    return mask(this.#failure.trim());
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#isFramed ??= (chunk[0] as number) <= SYSTEM_ERROR;
    if (!this.#isFramed) {
      this.#take('stdout', chunk);
      return;
    }
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= HEADER) {
      const end = HEADER + this.#pending.readUInt32BE(4);
      if (end > MAX_FRAME) {
        this.#failure = 'the stream is damaged';
        this.#pending = Buffer.alloc(0);
        return;
      }
      if (this.#pending.length < end) break;
      this.#frame(this.#pending[0] as number, this.#pending.subarray(HEADER, end));
      this.#pending = this.#pending.subarray(end);
    }
  }

  /** Oldest first, at most `tail` of them. What broke off in the middle of a frame is left out. */
  end(tail: number): readonly ContainerLine[] {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.#open[stream] !== '') this.#line(stream, this.#open[stream]);
      this.#open[stream] = '';
    }
    return tail <= 0 ? [] : this.#lines.slice(this.#dropped).slice(-tail);
  }

  #frame(kind: number, text: Buffer): void {
    if (kind === SYSTEM_ERROR) this.#failure += text.toString('utf8');
    else this.#take(kind === 2 ? 'stderr' : 'stdout', text);
  }

  #take(stream: Stream, bytes: Buffer): void {
    let text = this.#decoders[stream].decode(bytes, { stream: true });
    // A long line comes as several messages, each with a time of its own.
    if (this.#open[stream] !== '') text = text.replace(TIME, '');
    const lines = (this.#open[stream] + text).split('\n');
    this.#open[stream] = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) this.#line(stream, line);
  }

  #line(stream: Stream, line: string): void {
    const time = TIME.exec(line);
    const at = time === null ? Number.NaN : Date.parse(time[1] as string);
    const text = mask(line.slice(time?.[0].length ?? 0, MAX_LINE).replace(/\r$/, ''));
    this.#lines.push({ ...(!Number.isNaN(at) && { time: at }), stream, text });
    this.#size += text.length;
    while (this.#size > MAX_TEXT) {
      this.#size -= (this.#lines[this.#dropped++] as ContainerLine).text.length;
    }
    if (this.#dropped > 10_000) {
      this.#lines.splice(0, this.#dropped);
      this.#dropped = 0;
    }
  }
}

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) /;
