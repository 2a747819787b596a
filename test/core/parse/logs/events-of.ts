import type { LogEvent } from '#core/model/event.ts';
import { LogReader } from '#core/parse/logs/read-log.ts';
import { Line } from '#core/read/line.ts';
import { LineSplitter } from '#core/read/lines.ts';

/** What the parsers make of a raw log. */
export function eventsOf(log: string | Uint8Array): { events: LogEvent[]; formats: readonly string[] } {
  const events: LogEvent[] = [];
  const reader = new LogReader((event) => events.push(event));
  const splitter = new LineSplitter();
  let number = 0;
  const sink = (buffer: Uint8Array, start: number, end: number): void =>
    reader.take(new Line(++number, buffer, start, end));
  splitter.push(typeof log === 'string' ? new TextEncoder().encode(log) : log, sink);
  reader.settle();
  splitter.end(sink);
  reader.end();
  return { events, formats: reader.formats };
}

/**
 * One event on one line, short enough for a table: `error[1.0:3] COPY failed: …`. Steps are named by their instruction,
 * so that no expectation depends on how a parser numbers them.
 */
export function sketch(events: readonly LogEvent[]): string[] {
  const names = new Map<string, string>();
  // Progress is no claim of anything: tables would only be longer for it.
  const claims = events.filter(({ kind }) => kind !== 'progress');
  return claims.map((event) => {
    const at = 'step' in event && event.step !== undefined ? ` {${names.get(event.step) ?? '?'}}` : '';
    const by = 'service' in event && event.service !== undefined ? ` <${event.service}>` : '';
    switch (event.kind) {
      case 'step': {
        const position = event.index === undefined ? '' : `${event.index}/${event.total ?? '?'} `;
        const prefix = [event.target, event.platform, event.stage].filter((word) => word !== undefined).join(' ');
        names.set(event.step, event.name);
        return `step ${prefix === '' ? '' : `${prefix} `}${position}${event.name}`;
      }
      case 'step-end':
        return `${event.status}${at}`;
      case 'output':
        return `${event.stream ?? 'out'}${at}${by} ${event.text}`;
      case 'error': {
        const code = event.exitCode === undefined ? '' : ` exit=${event.exitCode}`;
        return `error ${event.from}${at}${by}${code}${event.grpc === undefined ? '' : ` ${event.grpc}`} ${event.text}`.trimEnd();
      }
      case 'warning':
        return `warning${at} ${event.text}`;
      case 'source':
        return `source ${event.file}:${event.sourceLine}`;
      case 'state':
        return `state${by} ${event.state}`;
      case 'exit':
        return `exit${by} ${event.exitCode}`;
      case 'daemon':
        return `daemon ${event.level} ${event.text}`;
      case 'end':
        return `end ${event.outcome}`;
      case 'progress':
        return `progress${at} ${event.name}`;
    }
  });
}
