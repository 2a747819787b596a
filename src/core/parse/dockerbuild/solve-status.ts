import type { SolveLog, SolveProgressStatus, SolveStatus, SolveVertex, SolveWarning } from '../logs/solve-progress.ts';
import { asBytes, asInteger, asString, fields } from './protobuf.ts';

/** `moby.buildkit.v1.StatusResponse` (api/services/control/control.proto). */
export function solveStatusFromProto(bytes: Uint8Array): SolveStatus {
  const vertexes: SolveVertex[] = [];
  const logs: SolveLog[] = [];
  const warnings: SolveWarning[] = [];
  const statuses: SolveProgressStatus[] = [];
  for (const { number, value } of fields(bytes)) {
    if (number === 1) vertexes.push(vertexOf(asBytes(value)));
    else if (number === 2) statuses.push(statusOf(asBytes(value)));
    else if (number === 3) logs.push(logOf(asBytes(value)));
    else if (number === 4) warnings.push(warningOf(asBytes(value)));
  }
  return { vertexes, logs, warnings, statuses };
}

function vertexOf(bytes: Uint8Array): SolveVertex {
  const vertex = {
    digest: '',
    inputs: [] as string[],
    name: '',
    isStarted: false,
    isCompleted: false,
    isCached: false,
    error: '',
    started: undefined as number | undefined,
    completed: undefined as number | undefined,
  };
  for (const { number, value } of fields(bytes)) {
    if (number === 1) vertex.digest = asString(value);
    else if (number === 2) vertex.inputs.push(asString(value));
    else if (number === 3) vertex.name = asString(value);
    else if (number === 4) vertex.isCached = asInteger(value) !== 0;
    else if (number === 5) {
      vertex.isStarted = true;
      vertex.started = timeOf(asBytes(value));
    } else if (number === 6) {
      vertex.isCompleted = true;
      vertex.completed = timeOf(asBytes(value));
    }
    if (number === 7) vertex.error = asString(value);
  }
  return vertex;
}

/** `VertexStatus`: ID, vertex, name, current, total, timestamp, started, completed. */
function statusOf(bytes: Uint8Array): SolveProgressStatus {
  const status = {
    vertex: '',
    id: '',
    bytes: 0,
    started: undefined as number | undefined,
    completed: undefined as number | undefined,
  };
  for (const { number, value } of fields(bytes)) {
    if (number === 1) status.id = asString(value);
    else if (number === 2) status.vertex = asString(value);
    else if (number === 4) status.bytes = asInteger(value);
    else if (number === 7) status.started = timeOf(asBytes(value));
    else if (number === 8) status.completed = timeOf(asBytes(value));
  }
  return status;
}

/** `google.protobuf.Timestamp` as milliseconds. */
function timeOf(bytes: Uint8Array): number {
  let milliseconds = 0;
  for (const { number, value } of fields(bytes)) {
    if (number === 1) milliseconds += asInteger(value) * 1000;
    else if (number === 2) milliseconds += asInteger(value) / 1e6;
  }
  return milliseconds;
}

function logOf(bytes: Uint8Array): SolveLog {
  const log = { vertex: '', stream: 0, data: new Uint8Array(0) as Uint8Array };
  for (const { number, value } of fields(bytes)) {
    if (number === 1) log.vertex = asString(value);
    else if (number === 3) log.stream = asInteger(value);
    else if (number === 4) log.data = asBytes(value);
  }
  return log;
}

function warningOf(bytes: Uint8Array): SolveWarning {
  let vertex = '';
  let short = '';
  let sourceLine: number | undefined;
  for (const { number, value } of fields(bytes)) {
    if (number === 1) vertex = asString(value);
    else if (number === 3) short = asString(value);
    else if (number === 7) sourceLine ??= startLine(asBytes(value));
  }
  return { vertex, short, sourceLine };
}

/** First line of a `pb.Range`: field 1 is its start, whose field 1 is the line. */
export function startLine(range: Uint8Array): number | undefined {
  return lineOf(range, 1);
}

export function endLine(range: Uint8Array): number | undefined {
  return lineOf(range, 2);
}

function lineOf(range: Uint8Array, edge: 1 | 2): number | undefined {
  for (const { number, value } of fields(range)) {
    if (number !== edge) continue;
    for (const inner of fields(asBytes(value))) if (inner.number === 1) return asInteger(inner.value);
  }
  return undefined;
}
