import type { Seen } from '#core/model/probe.ts';
import type { BuildDetail, BuildKey, BuildRecord } from '#core/model/probes/builds.ts';
import type { EngineBuilder } from '#core/model/probes/engine.ts';
import { GRPC } from '#core/parse/grpc.ts';
import { asNumber, asObject, asText, parseObject, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { seen, unseen } from '../probe.ts';
import { objectsOf, runBuildx, type Cli } from './docker-cli.ts';
import { asTexts, asTime } from './fields.ts';

/**
 * Builders whose history may be read. `buildx history` starts the builder it is asked about, and pulls an image for that: one that
 * does not run is left alone.
 */
export function runningBuilders(builders: readonly EngineBuilder[]): readonly string[] {
  return builders.filter(({ nodes }) => nodes.some(({ status }) => status === 'running')).map(({ name }) => name);
}

/** The builds one running builder remembers, newest first, without their errors. */
export async function listBuilds(cli: Cli, builder: string): Promise<Seen<readonly BuildRecord[]>> {
  const listed = await runBuildx(cli, ['history', 'ls', `--builder=${builder}`, '--no-trunc', '--format=json']);
  // BuildKit before 0.11, that of Docker 20.10, has nothing to ask; buildx before 0.20 has no word for it.
  if (!listed.ok) return NO_HISTORY.test(listed.why.en) ? withoutHistory(builder) : listed;
  const records = objectsOf(listed.answer).map((record) => toRecord(record, builder));
  return seen(
    records.toSorted((a, b) => b.created - a.created),
    listed.where,
  );
}

const NO_HISTORY = /unknown method ListenBuildHistory|unknown command: docker buildx history|code = Unimplemented/;

function withoutHistory(builder: string): Seen<never> {
  return unseen(`Builder "${builder}" keeps no history of its builds.`, `builder "${builder}" 不保存构建历史。`);
}

/** One build with its typed error, as `docker buildx history inspect` shows it. */
export async function inspectBuild(cli: Cli, { builder, reference }: BuildKey): Promise<Seen<BuildDetail>> {
  const words = ['history', 'inspect', `--builder=${builder}`, '--format=json', '--', idOf(reference)];
  const shown = await runBuildx(cli, words);
  if (!shown.ok) return shown;
  const record = parseObject(shown.answer.trim());
  if (record === null) return unseen(`${shown.where} gave no JSON.`, `${shown.where} 没有给出 JSON。`);
  return seen(toDetail(record), shown.where);
}

/** The log of one build as `--progress rawjson` prints it, one JSON object a line, masked inside. */
export async function readBuildLog(cli: Cli, { builder, reference }: BuildKey): Promise<Seen<string>> {
  // What is made for a screen goes to standard error, also where a program reads it.
  const words = ['history', 'logs', `--builder=${builder}`, '--progress=rawjson', '--', idOf(reference)];
  const printed = await runBuildx(cli, words, 'stderr');
  return printed.ok ? seen(maskRawJson(printed.answer), printed.where) : printed;
}

function idOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function toRecord(record: JsonObject, builder: string): BuildRecord {
  const completed = asTime(record['completed_at']);
  return {
    reference: asText(record['ref']) ?? '',
    builder,
    name: mask(asText(record['name']) ?? ''),
    status: statusOf(asText(record['status'])),
    created: asTime(record['created_at']) ?? 0,
    ...(completed !== undefined && { completed }),
    steps: {
      total: asNumber(record['total_steps']) ?? 0,
      completed: asNumber(record['completed_steps']) ?? 0,
      cached: asNumber(record['cached_steps']) ?? 0,
    },
  };
}

/** `ls` says "Error" where `inspect` says "failed". */
function statusOf(status = ''): BuildRecord['status'] {
  switch (status.toLowerCase()) {
    case 'completed':
      return 'completed';
    case 'canceled':
    case 'cancelled':
      return 'canceled';
    case 'running':
      return 'running';
    default:
      return 'error';
  }
}

function toDetail(record: JsonObject): BuildDetail {
  const text = (name: string): string => mask(asText(record[name]) ?? '');
  const completed = asTime(record['CompletedAt']);
  const error = asObject(record['Error']);
  return {
    name: text('Name'),
    status: statusOf(asText(record['Status'])),
    context: text('Context'),
    dockerfile: text('Dockerfile'),
    target: text('Target'),
    created: asTime(record['StartedAt']) ?? 0,
    ...(completed !== undefined && { completed }),
    ...(error !== null && { error: toError(error) }),
  };
}

function toError(error: JsonObject): NonNullable<BuildDetail['error']> {
  const text = (name: string): string => mask(asText(error[name]) ?? '');
  return {
    code: GRPC[asNumber(error['Code']) ?? 2] ?? 'Unknown',
    message: text('Message'),
    step: text('Name'),
    logs: asTexts(error['Logs']).map(mask),
    // Go writes bytes as base64.
    sources: mask(Buffer.from(asText(error['Sources']) ?? '', 'base64').toString('utf8')),
  };
}

function maskRawJson(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const object = parseObject(line);
      return object === null ? mask(line) : JSON.stringify(object, maskValue);
    })
    .join('\n');
}

function maskValue(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (key !== 'data') return mask(value);
  return Buffer.from(mask(Buffer.from(value, 'base64').toString('utf8'))).toString('base64');
}
