import { describe, expect, test } from 'vitest';

import { readCapture, writeCapture } from '#core/capture/text.ts';
import { replayHost, type Capture } from '#core/capture/capture.ts';

const GOOD: Capture = {
  captureVersion: 1,
  tool: { name: 'drydock', version: '0.0.0' },
  time: '2026-11-26T00:00:00.000Z',
  system: { platform: 'linux', architecture: 'x64', node: 'v20' },
  input: { formats: ['loose'], lines: 1, bytes: 10 },
  limits: [],
  notes: [],
  answers: [],
  files: [{ path: 'Dockerfile', seen: { ok: true, answer: 'FROM alpine\n', where: 'Dockerfile' } }],
  log: {
    events: [{ kind: 'output', line: 1, by: 'unknown', text: 'hello' }],
    steps: [],
    services: [],
    errors: [],
    warnings: [],
    daemon: [],
    unknown: [0],
    sources: [],
    ends: [],
    hits: [],
  },
};

function problemOf(text: string): string {
  const read = readCapture(text);
  return read.ok ? '' : read.problem.en;
}

test('a good one is read as it was written', () => {
  expect(readCapture(writeCapture(GOOD))).toEqual({ ok: true, capture: GOOD });
});

describe('a bad one is refused with a reason', () => {
  const text = writeCapture(GOOD);
  const changed = (change: object): string => JSON.stringify({ ...GOOD, ...change });
  test.each([
    ['empty', '', 'cut short or no JSON'],
    ['cut anywhere', text.slice(0, text.length / 2), 'cut short or no JSON'],
    ['another kind of JSON', '{"schemaVersion":1}', 'no capture version'],
    ['a list', '[1,2]', 'no capture version'],
    ['from tomorrow', changed({ captureVersion: 2 }), 'version 2'],
    ['a million levels', '['.repeat(1_000_000), 'nested too deeply'],
    [
      'deep inside',
      text.replace('"answers": []', `"answers": ${'['.repeat(5000)}${']'.repeat(5000)}`),
      'nested too deeply',
    ],
    ['without answers', changed({ answers: null }), '"answers"'],
    [
      'an answer that is neither yes nor no',
      changed({ answers: [{ probe: 'x', about: {}, seen: { ok: 1 } }] }),
      '"answers"',
    ],
    [
      'a file that is no text',
      changed({ files: [{ path: 'a', seen: { ok: true, answer: 5, where: '' } }] }),
      '"files"',
    ],
    [
      'a line that is no text',
      changed({ log: { ...GOOD.log, events: [{ kind: 'output', line: 1, text: {} }] } }),
      'log.events',
    ],
    ['a position beyond the end', changed({ log: { ...GOOD.log, unknown: [7] } }), 'log.events'],
    ['an output among errors', changed({ log: { ...GOOD.log, errors: [0] } }), 'log.events'],
  ])('%s', (_, given, reason) => {
    expect(problemOf(given)).toContain(reason);
    expect(problemOf(given)).not.toContain('\n');
  });

  test('whatever byte is changed, reading does not throw', () => {
    for (let at = 0; at < text.length; at += 3) {
      for (const byte of ['"', '9', '}', 'x']) readCapture(text.slice(0, at) + byte + text.slice(at + 1));
    }
  });
});

test('paths of a capture are names and nothing more', async () => {
  const host = replayHost({ answers: [], files: GOOD.files });
  expect(await host.readText('../../etc/passwd')).toMatchObject({ ok: false });
  expect(await host.readText('Dockerfile')).toMatchObject({ ok: true, answer: 'FROM alpine\n' });
});

test('what was not asked then is not asked now, and says so', async () => {
  const seen = await replayHost({ answers: [], files: [] }).ask('engine.info', {});
  expect(seen).toMatchObject({ ok: false, why: { en: expect.stringContaining('was not asked') as unknown } });
});
