import { join } from 'node:path';

import { STAGES } from '#core/model/condition.ts';
import { STEP_KINDS } from '#core/model/timing.ts';
import { RISKS } from '#core/model/remedy.ts';

import { writeGenerated } from './generated.ts';

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const nullableText: Schema = { type: ['string', 'null'] };
const nullableInteger: Schema = { type: ['integer', 'null'] };
const line: Schema = { type: 'integer', minimum: 1 };

/** An object with exactly these properties; a name with `?` may be absent. */
function object(properties: Record<string, Schema>): Schema {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([name]) => !name.endsWith('?')).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
  };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

const commands = object({ bash: text, powershell: text });
const stepCommon = {
  risk: { enum: RISKS },
  on: { enum: ['linux', 'desktop', 'desktop-windows', 'desktop-mac', null] },
  note: nullableText,
};

const step: Schema = {
  oneOf: [
    object({
      kind: { const: 'command' },
      ...stepCommon,
      argv: list(text),
      env: { type: 'object', additionalProperties: text },
      commands,
    }),
    object({ kind: { const: 'shell' }, ...stepCommon, commands }),
    object({
      kind: { const: 'edit' },
      ...stepCommon,
      file: text,
      change: text,
      before: nullableText,
      after: nullableText,
    }),
    object({ kind: { const: 'action' }, ...stepCommon, action: text, text }),
    object({
      kind: { const: 'rerun' },
      ...stepCommon,
      option: text,
      value: { oneOf: [text, { const: true }, { type: 'null' }] },
      text,
    }),
    object({ kind: { const: 'advice' }, ...stepCommon, text }),
  ],
};

const condition = { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' };
const remedies = list(object({ id: text, title: text, risk: { enum: RISKS }, loses: nullableText, steps: list(step) }));
const retry = { enum: ['safe', 'useless', 'unknown'] };
const sources = list(object({ repo: text, 'path?': text, 'symbol?': text }));
const tool = object({ name: { const: 'drydock' }, version: text });

const finding = object({
  condition,
  stage: { enum: STAGES },
  verdict: { enum: ['confirmed', 'suspected', 'refuted'] },
  confidence: { type: 'number', minimum: 0, maximum: 1 },
  title: text,
  headline: text,
  why: text,
  service: nullableText,
  'because?': text,
  'hangs?': object({ needs: nullableText, how: text }),
  'independent?': text,
  evidence: list(
    object({
      from: text,
      says: { enum: ['for', 'against', 'could-not-look'] },
      text,
      line: { type: ['integer', 'null'], minimum: 1 },
      where: nullableText,
    }),
  ),
  remedies,
  retry,
  sources,
});

const amount: Schema = { type: 'number', minimum: 0 };
const span = object({ low: amount, high: amount });

const timedStep = object({
  name: text,
  kind: { enum: STEP_KINDS },
  seconds: amount,
  stage: nullableText,
  platform: nullableText,
  cached: { type: 'boolean' },
});

const timing = object({
  seconds: amount,
  basis: { enum: ['clock', 'graph'] },
  path: list(timedStep),
  steps: list(timedStep),
  parts: object(Object.fromEntries(STEP_KINDS.map((kind) => [kind, amount]))),
  cached: { type: 'integer' },
  advice: list(
    object({
      reason: text,
      saves: amount,
      sure: { enum: ['measured', 'estimated', 'guessed'] },
      headline: text,
      todo: text,
      instruction: nullableText,
      line: { type: ['integer', 'null'], minimum: 1 },
    }),
  ),
});

const jobs = object({
  basis: { enum: ['measured', 'extrapolated', 'rule-of-thumb'] },
  step: nullableText,
  recommended: nullableInteger,
  says: text,
  rows: list(
    object({
      jobs: { type: 'integer', minimum: 1 },
      peak: span,
      seconds: { oneOf: [{ type: 'null' }, span] },
      memory: amount,
      measured: { type: 'boolean' },
    }),
  ),
});

const reference = { $ref: '#/$defs/finding' };

const schema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://drydock.example/schemas/diagnosis.schema.json',
  title: 'drydock diagnosis',
  description: 'What `drydock diagnose --format json` prints. Prose is in the language asked for.',
  ...object({
    schemaVersion: { const: 1 },
    tool,
    outcome: { enum: ['failed', 'succeeded', 'unknown'] },
    failure: {
      oneOf: [
        { type: 'null' },
        object({
          where: object({
            step: nullableText,
            instruction: nullableText,
            stage: nullableText,
            target: nullableText,
            dockerfile: nullableText,
            line: nullableInteger,
            service: nullableText,
          }),
          exitCode: nullableInteger,
          source: list(object({ line, text, marked: { type: 'boolean' } })),
          excerpt: { ...list(object({ line, text })), maxItems: 12 },
        }),
      ],
    },
    root: { oneOf: [{ type: 'null' }, reference] },
    alternatives: list(reference),
    consequences: list(reference),
    warnings: list(reference),
    retry,
    'timing?': { oneOf: [{ type: 'null' }, timing] },
    'jobs?': jobs,
    notes: list(text),
    limits: list(text),
    input: object({ formats: list(text), lines: { type: 'integer' }, bytes: { type: 'integer' } }),
  }),
  $defs: { finding },
};

const both = object({ en: text, zh: text });
const position: Schema = { type: 'integer', minimum: 0 };
const positions = list(position);
const anything: Schema = { type: 'object' };

function seen(answer: Schema): Schema {
  return {
    oneOf: [object({ ok: { const: true }, answer, where: text }), object({ ok: { const: false }, why: both })],
  };
}

const captureSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://drydock.example/schemas/capture.schema.json',
  title: 'drydock capture',
  description:
    'What `drydock capture` writes: a log as drydock read it, answers of engine, machine and project, project files; without secrets. `***N*` stands for a secret; equal numbers mean equal secrets.',
  ...object({
    captureVersion: { const: 1 },
    tool: object({ name: { const: 'drydock' }, version: text }),
    time: text,
    system: object({ platform: text, architecture: text, node: text }),
    input: object({ formats: list(text), lines: { type: 'integer' }, bytes: { type: 'integer' } }),
    limits: list(both),
    notes: list(both),
    'stack?': object({ members: list(anything), troubled: list(text), well: list(text), waiting: list(text) }),
    answers: list(object({ probe: text, about: anything, seen: seen({}) })),
    files: list(object({ path: text, seen: seen(text) })),
    log: object({
      events: list({
        type: 'object',
        required: ['kind', 'line', 'text'],
        properties: {
          kind: { enum: ['output', 'error', 'warning', 'daemon', 'state', 'exit'] },
          line: position,
          text,
        },
      }),
      steps: list(
        object({
          key: text,
          event: anything,
          status: { enum: ['running', 'done', 'cached', 'canceled', 'error'] },
          endLine: position,
          output: positions,
          errors: positions,
        }),
      ),
      services: list(
        object({
          name: text,
          state: text,
          'exitCode?': { type: 'integer' },
          stateLine: position,
          'lastState?': position,
          'lastExit?': position,
          output: positions,
        }),
      ),
      errors: positions,
      warnings: positions,
      daemon: positions,
      unknown: positions,
      sources: list(anything),
      ends: list(anything),
      hits: list(object({ event: position, literals: list(text) })),
    }),
  }),
};

const written = { 'diagnosis.schema.json': schema, 'capture.schema.json': captureSchema };
writeGenerated(
  new Map(
    Object.entries(written).map(([name, one]) => [
      join(import.meta.dirname, '../schemas', name),
      `${JSON.stringify(one, null, 2)}\n`,
    ]),
  ),
  'npm run gen',
);
