import type { SourceEvent } from '../../model/event.ts';
import { decodeBase64 } from '../base64.ts';
import { asNumber, asObject, asObjects, asText, parseObject } from '../json.ts';
import { asBytes, asInteger, asString, fields } from './protobuf.ts';
import { endLine, startLine } from './solve-status.ts';

const CONTEXT_LINES = 2;
const MAX_ROWS = 40;

const decoder = new TextDecoder('utf-8');

/** `google.rpc.Status` of a failed build, with the details drydock can use. */
export interface ExternalError {
  readonly code: number;
  readonly message: string;
  readonly sources: readonly Omit<SourceEvent, 'kind' | 'line'>[];
}

interface Source {
  readonly file: string;
  readonly data: Uint8Array;
  readonly ranges: readonly (readonly [number, number])[];
}

export function externalErrorOf(bytes: Uint8Array): ExternalError {
  const error = { code: 0, message: '', sources: [] as Omit<SourceEvent, 'kind' | 'line'>[] };
  for (const { number, value } of fields(bytes)) {
    if (number === 1) error.code = asInteger(value);
    else if (number === 2) error.message = asString(value);
    else if (number === 3) {
      const source = detailOf(asBytes(value));
      if (source !== null && error.sources.length < 20) error.sources.push(source);
    }
  }
  return error;
}

/** `errdefs.Source` (solver/errdefs), as JSON (typeurl `…Source+json`) or as protobuf. */
function detailOf(any: Uint8Array): Omit<SourceEvent, 'kind' | 'line'> | null {
  let type = '';
  let bytes: Uint8Array = new Uint8Array(0);
  for (const { number, value } of fields(any)) {
    if (number === 1) type = asString(value);
    else if (number === 2) bytes = asBytes(value);
  }
  if (!/errdefs\.Source\b/.test(type)) return null;
  return excerptOf(bytes[0] === 0x7b ? sourceOfJson(decoder.decode(bytes)) : sourceOfProto(bytes));
}

function sourceOfJson(text: string): Source {
  const object = parseObject(text);
  const info = asObject(object?.['info']);
  const ranges = asObjects(object?.['ranges']).map((range) => {
    const start = asNumber(asObject(range['start'])?.['line']) ?? 0;
    return [start, asNumber(asObject(range['end'])?.['line']) ?? start] as const;
  });
  return { file: asText(info?.['filename']) ?? '', data: decodeBase64(asText(info?.['data']) ?? ''), ranges };
}

function sourceOfProto(bytes: Uint8Array): Source {
  const source = { file: '', data: new Uint8Array(0) as Uint8Array, ranges: [] as (readonly [number, number])[] };
  for (const { number, value } of fields(bytes)) {
    const inner = asBytes(value);
    if (number === 2) source.ranges.push([startLine(inner) ?? 0, endLine(inner) ?? startLine(inner) ?? 0]);
    if (number !== 1) continue;
    for (const info of fields(inner)) {
      if (info.number === 1) source.file = asString(info.value);
      else if (info.number === 2) source.data = asBytes(info.value);
    }
  }
  return source;
}

function excerptOf({ file, data, ranges }: Source): Omit<SourceEvent, 'kind' | 'line'> | null {
  const [first, last] = ranges[0] ?? [0, 0];
  if (file === '' || first < 1) return null;
  const lines = decoder.decode(data).split(/\r?\n/);
  const from = Math.max(1, first - CONTEXT_LINES);
  const to = Math.min(lines.length, from + MAX_ROWS, last + CONTEXT_LINES);
  const excerpt = lines
    .slice(from - 1, to)
    .map((text, i) => ({ line: from + i, text, marked: from + i >= first && from + i <= last }));
  return { file, sourceLine: first, excerpt };
}
