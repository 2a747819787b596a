import type { Emit } from '../../model/event.ts';
import type { Text } from '../../model/text.ts';
import { GRPC } from '../grpc.ts';
import { asNumber, asObject, asText, type JsonObject } from '../json.ts';
import { peeled } from '../logs/error-event.ts';
import { SolveProgress } from '../logs/solve-progress.ts';
import { externalErrorOf, type ExternalError } from './external-error.ts';
import { OciLayout, type Descriptor, type Manifest } from './oci-layout.ts';
import { solveStatusFromProto } from './solve-status.ts';

const RECORD = 'application/vnd.buildkit.historyrecord.v0';
const STATUS = 'application/vnd.buildkit.status.v0';
// The spelling is BuildKit's.
const EXTERNAL_ERROR = 'application/vnd.googeapis.google.rpc.status+proto';
const MAX_MESSAGE = 64 * 1024 * 1024;

// They say nothing of what failed.
const EMPTY_CODES = new Set<string>(['OK', 'Unknown']);

export interface BundleRead {
  /** Events have no line in a file: they are numbered in the order they come. */
  readonly lines: number;
  readonly records: number;
  readonly problems: readonly Text[];
}

/** A `.dockerbuild` export (buildx util/desktop/bundle/export.go): build records, each with its log and its error. */
export function readBundle(tar: Uint8Array, emit: Emit): BundleRead {
  const layout = new OciLayout(tar);
  const problems: Text[] = [];
  let lines = 0;
  const next = (): number => ++lines;
  const records = layout.manifests.filter(({ config }) => config?.mediaType === RECORD);
  for (const [index, manifest] of records.entries()) {
    readRecord({ layout, manifest, region: `dockerbuild/${index}`, next, emit, problems });
  }
  if (records.length === 0) {
    problems.push({ en: 'The archive holds no build record.', zh: '归档中没有构建记录。' });
  }
  return { lines, records: records.length, problems };
}

interface Reading {
  readonly layout: OciLayout;
  readonly manifest: Manifest;
  readonly region: string;
  readonly next: () => number;
  readonly emit: Emit;
  readonly problems: Text[];
}

function readRecord(reading: Reading): void {
  const { layout, manifest, next, emit, problems } = reading;
  const record = manifest.config === null ? null : layout.json(manifest.config);
  if (record === null) {
    problems.push({ en: 'A build record is damaged.', zh: '有一条构建记录已损坏。' });
    return;
  }
  const log = manifest.layers.find(({ mediaType }) => mediaType === STATUS);
  if (log === undefined) problems.push({ en: 'The build record has no log.', zh: '构建记录中没有日志。' });
  else readLog(log, reading);
  const external = externalOf(reading);
  for (const source of external?.sources ?? []) emit({ kind: 'source', line: next(), ...source });
  const error = errorOf(record, external);
  if (error !== null) {
    const grpc = GRPC[error.code] ?? 'Unknown';
    const code = EMPTY_CODES.has(grpc) ? {} : { grpc };
    emit({ kind: 'error', line: next(), from: 'build', ...code, ...peeled(error.message) });
  } else if (log !== undefined && record['CompletedAt'] !== undefined && record['CompletedAt'] !== null) {
    // An engine whose disk is full keeps a record without log and without error: that is no success.
    emit({ kind: 'end', line: next(), outcome: 'succeeded' });
  }
}

/** Repeated { uint32 little-endian length; protobuf StatusResponse } (solver/llbsolver/history/buildhistory.go). */
function readLog(descriptor: Descriptor, { layout, region, next, emit, problems }: Reading): void {
  const bytes = layout.blob(descriptor);
  if (bytes === null) {
    problems.push({ en: 'The log of the build record is missing or damaged.', zh: '构建记录的日志缺失或已损坏。' });
    return;
  }
  const progress = new SolveProgress(emit, region);
  let at = 0;
  let last = 0;
  while (at + 4 <= bytes.length) {
    const length =
      (bytes[at] as number) +
      (bytes[at + 1] as number) * 0x100 +
      (bytes[at + 2] as number) * 0x10000 +
      (bytes[at + 3] as number) * 0x1000000;
    at += 4;
    if (length > MAX_MESSAGE || at + length > bytes.length) {
      problems.push({ en: 'The log of the build record is cut off.', zh: '构建记录的日志不完整。' });
      break;
    }
    progress.take(solveStatusFromProto(bytes.subarray(at, at + length)), () => (last = next()));
    at += length;
  }
  progress.end(last);
}

function externalOf({ layout, manifest }: Reading): ExternalError | null {
  const layer = manifest.layers.find(({ mediaType }) => mediaType === EXTERNAL_ERROR);
  const bytes = layer === undefined ? null : layout.blob(layer);
  return bytes === null ? null : externalErrorOf(bytes);
}

function errorOf(record: JsonObject, external: ExternalError | null): { code: number; message: string } | null {
  const own = asObject(record['error']);
  const message = asText(own?.['message']) ?? external?.message ?? '';
  if (message === '') return null;
  return { message, code: external?.code ?? asNumber(own?.['code']) ?? 0 };
}
