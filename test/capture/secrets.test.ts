import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { capture, diagnoseCapture } from '#app/capture.ts';
import { diagnoseLog } from '#app/diagnose.ts';
import { readCapture, writeCapture } from '#core/capture/text.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Host, Seen } from '#core/model/probe.ts';
import { json } from '#core/report/json.ts';
import { markdown } from '#core/report/markdown.ts';
import { terminal } from '#core/report/terminal.ts';
import { openHost } from '#host/host.ts';

import { plant } from '../redact/planted.ts';

const FACTS = {
  version: '0.0.0',
  time: '2026-11-26T00:00:00.000Z',
  system: { platform: 'linux', architecture: 'x64', node: 'v20' },
};

const planted = plant(200);
/** Known to be secret from the project alone; in the log they stand bare. */
const bare = Array.from({ length: 20 }, (_, index) => `quiet horse ${index} jumps`);

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-secrets-'));
  writeFileSync(join(folder, '.env'), bare.map((value, index) => `S${index}_PASSWORD=${value}\n`).join(''));
  const inFiles = planted.filter(({ kind }) => ['yaml', 'yaml quoted', 'compose default'].includes(kind));
  writeFileSync(
    join(folder, 'compose.yaml'),
    `services:\n  app:\n    image: app\n    environment:\n${inFiles.map(({ line }, index) => `${line.replace(/^\s*/, '      ').replace(/:/, `_${index}_TOKEN:`)}\n`).join('')}`,
  );
  const instructions = planted.filter(({ kind }) => kind === 'dockerfile').map(({ line }) => `${line}\n`);
  writeFileSync(join(folder, 'Dockerfile'), `FROM alpine\n${instructions.join('')}RUN ./frobnicate\n`);
  return folder;
}

/** A host whose probes forget to mask. */
function leaky(folder: string): Host {
  const real = openHost({ project: folder });
  const lines = planted.map(({ line, kind }) => ({
    stream: 'stdout',
    text: kind.length % 2 === 0 ? line : `${line} `,
  }));
  const answers: Record<string, unknown> = {
    'engine.containers': [
      {
        id: '1',
        name: 'shop-app-1',
        image: 'app',
        state: 'exited',
        status: 'Exited (1)',
        created: 0,
        isOneOff: false,
        published: [],
      },
    ],
    'engine.container': {
      name: 'shop-app-1',
      command: ['serve', '--password', planted[0]?.secret],
      health: { log: lines.slice(0, 5) },
    },
    'engine.logs': lines,
  };
  return {
    ...real,
    ask: (probe, about) =>
      probe in answers
        ? Promise.resolve({ ok: true, answer: answers[probe], where: 'the engine' } as Seen<never>)
        : real.ask(probe, about),
  };
}

const said = [...planted.map(({ line }) => line), ...bare.map((value) => `login with ${value} failed`)];
const BUILD = `#5 [2/2] RUN ./frobnicate --password ${planted[1]?.secret}
${said.map((line) => `#5 0.1 error: ${line}`).join('\n')}
#5 ERROR: process "/bin/sh -c TOKEN=${planted[2]?.secret} ./frobnicate" did not complete successfully: exit code: 9
`;
const STACK = `${said.map((line) => `app-1  | Error: ${line}`).join('\n')}
app-1 exited with code 1
dependency failed to start: container shop-app-1 is unhealthy
`;
const RAW = `${JSON.stringify({ vertexes: [{ digest: 'sha256:1', name: 'RUN ./frobnicate', started: '2026-01-01T00:00:00Z' }] })}
${said.map((line) => JSON.stringify({ logs: [{ vertex: 'sha256:1', stream: 1, data: Buffer.from(`error: ${line}\n`).toString('base64') }] })).join('\n')}
${JSON.stringify({ vertexes: [{ digest: 'sha256:1', name: 'RUN ./frobnicate', error: 'process "/bin/sh" did not complete successfully: exit code: 9' }] })}
`;
const INSPECT = `[\n    {\n        "Name": "/shop-app-1",\n        "State": {"Status": "exited", "ExitCode": 1, "OOMKilled": false, "Error": ${JSON.stringify(`bad ${planted[3]?.line}`)}},\n        "RestartCount": 0,\n        "Config": {"Env": ${JSON.stringify(planted.filter(({ kind }) => kind === 'env').map(({ line }) => line))}}\n    }\n]\n`;

const EVERY = [...planted.map(({ secret }) => secret), ...bare];

function leaked(text: string): readonly string[] {
  return EVERY.filter((secret) => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1)));
}

function outputs(diagnosis: Diagnosis): string {
  const options = { version: '0.0.0', color: false, columns: 80, shell: 'bash' } as const;
  return [json, markdown, terminal]
    .flatMap((report) => [report(diagnosis, { ...options, lang: 'en' }), report(diagnosis, { ...options, lang: 'zh' })])
    .join('\n');
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe.each([
  ['a build', BUILD],
  ['a stack', STACK],
  ['rawjson', RAW],
  ['an inspect answer', INSPECT],
])('%s with 220 secrets', (_, log) => {
  test('no output holds one', async () => {
    const { diagnosis } = await diagnoseLog(chunks(log), leaky(project()));
    expect(leaked(outputs(diagnosis))).toEqual([]);
    expect(outputs(diagnosis)).toContain('***1');
  });

  test('no capture holds one, and it leads to the same answer', async () => {
    const { capture: made, traced } = await capture(chunks(log), leaky(project()), FACTS);
    const text = writeCapture(made);
    expect(leaked(text)).toEqual([]);
    const read = readCapture(text);
    if (!read.ok) throw new Error(read.problem.en);
    const again = await diagnoseCapture(read.capture);
    expect(outputs(again.diagnosis)).toBe(outputs(traced.diagnosis));
  });
});
