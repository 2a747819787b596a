import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Host, ProbeName } from '#core/model/probe.ts';
import { listBuilds, readBuildLog, runningBuilders } from '#host/engine/builds.ts';
import { parseBuilderObjects, parseBuilderTable } from '#host/engine/builders.ts';
import { toHealth } from '#host/engine/health.ts';
import { LogLines } from '#host/engine/log-lines.ts';
import { toUsage } from '#host/engine/usage.ts';
import type { Run } from '#host/exec/run.ts';
import { openHost } from '#host/host.ts';
import { engineBuilds } from '#host/probes/engine-builds.ts';
import type { World } from '#host/world.ts';

const TIME = '2026-11-26T22:00:00.000000000Z ';

function frame(stream: number, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

function linesOf(chunks: readonly Buffer[], tail = 100): readonly string[] {
  const lines = new LogLines();
  for (const chunk of chunks) lines.push(chunk);
  return lines.end(tail).map(({ stream, text }) => `${stream} ${text}`);
}

describe('the log of a container', () => {
  const body = Buffer.concat([
    frame(1, `${TIME}one é\n`),
    frame(2, `${TIME}two `),
    frame(1, `${TIME}three\n`),
    frame(2, `${TIME}and more\n`),
    frame(1, `${TIME}last`),
  ]);
  const whole = ['stdout one é', 'stdout three', 'stderr two and more', 'stdout last'];

  it('is the same however it is cut', () => {
    expect(linesOf([body])).toEqual(whole);
    const cuts = fc.array(fc.integer({ min: 1, max: body.length - 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), body.length];
        const chunks = at.slice(1).map((end, n) => body.subarray(at[n], end));
        expect(linesOf(chunks)).toEqual(whole);
      }),
    );
  });

  it('keeps the newest lines', () => {
    expect(linesOf([body], 2)).toEqual(whole.slice(-2));
    expect(linesOf([body], 0)).toEqual([]);
  });

  it('of a terminal has no frames', () => {
    expect(linesOf([Buffer.from(`${TIME}a\r\n${TIME}b\r\n`)])).toEqual(['stdout a', 'stdout b']);
  });

  it('leaves out a frame that broke off, and stops where it is damaged', () => {
    expect(linesOf([body.subarray(0, body.length - 2)])).toEqual(whole.slice(0, 3));
    const lines = new LogLines();
    lines.push(Buffer.concat([frame(1, `${TIME}a\n`), Buffer.from([1, 0, 0, 0, 255, 255, 255, 255])]));
    expect(lines.end(9)).toHaveLength(1);
    expect(lines.failure).toBe('the stream is damaged');
  });

  it('says what the engine says of its own failure', () => {
    const lines = new LogLines();
    lines.push(frame(3, 'Error grabbing logs: invalid character\n'));
    expect(lines.failure).toBe('Error grabbing logs: invalid character');
    expect(lines.end(9)).toEqual([]);
  });
});

describe('health', () => {
  const started = '2026-11-26T22:00:00Z';
  const check = (minute: string): object => ({ Start: `2026-11-26T${minute}:00Z`, End: started, ExitCode: 1 });
  it.each([
    ['checked since it runs', true, 'unhealthy', 3, [check('22:01')], false],
    ['checked before it was started again', true, 'unhealthy', 3, [check('21:59')], true],
    ['never checked', true, 'unhealthy', 0, [], true],
    ['starting', true, 'starting', 0, [check('21:59')], false],
    ['ended after it failed often enough', false, 'unhealthy', 3, [check('22:01')], false],
    ['ended while it was well: the engine then says unhealthy', false, 'unhealthy', 0, [check('22:01')], true],
  ])('%s', (_, Running, Status, FailingStreak, Log, isStale) => {
    const state = { Running, StartedAt: started, Health: { Status, FailingStreak, Log } };
    expect(toHealth(state, 3)?.isStale).toBe(isStale);
  });

  it('is absent where nothing checks it', () => {
    expect(toHealth({ Running: true, Health: { Status: 'none' } }, 3)).toBeUndefined();
    expect(toHealth({ Running: true }, 3)).toBeUndefined();
  });
});

it('sums of an engine since API 1.52 are taken as they are', () => {
  const row = { ActiveCount: 1, TotalCount: 4, TotalSize: 800, Reclaimable: 700 };
  const usage = toUsage({ ImageUsage: row, ContainerUsage: row, VolumeUsage: row, BuildCacheUsage: row });
  const expected = { count: 4, active: 1, bytes: 800, reclaimable: 700 };
  expect(usage).toEqual({ images: expected, containers: expected, volumes: expected, buildCache: expected });
});

describe('builders', () => {
  const table = `NAME/NODE     DRIVER/ENDPOINT                   STATUS     BUILDKIT         PLATFORMS
boxed         docker-container                                              
 \\_ boxed0     \\_ unix:///var/run/docker.sock   inactive                    
default*      docker                                                        
 \\_ default    \\_ default                       running    v0.0.0+unknown   linux/amd64 (+4)
`;
  const older = `NAME/NODE    DRIVER/ENDPOINT  STATUS  BUILDKIT PLATFORMS
box          docker-container                  
  box0       unix:///var/run/docker.sock running v0.11.6  linux/amd64*, linux/arm64
default *    docker                            
  default    default          running 23.0.1   linux/amd64
`;

  it('from the table of today', () => {
    const [boxed, usual] = parseBuilderTable(table);
    expect(boxed).toMatchObject({ name: 'boxed', driver: 'docker-container', isCurrent: false });
    expect(boxed?.nodes).toEqual([
      { name: 'boxed0', endpoint: 'unix:///var/run/docker.sock', status: 'inactive', platforms: [] },
    ]);
    expect(usual).toMatchObject({ name: 'default', isCurrent: true });
    expect(usual?.nodes[0]).toMatchObject({ status: 'running', platforms: ['linux/amd64'] });
    expect(runningBuilders(parseBuilderTable(table))).toEqual(['default']);
  });

  it('from the table of older versions', () => {
    const builders = parseBuilderTable(older);
    expect(builders.map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
      ['box', false],
      ['default', true],
    ]);
  });

  it('from JSON, with what they say is wrong', () => {
    const text =
      '{"Current":true,"Driver":"","Err":"Cannot connect","Name":"default","Nodes":[{"Endpoint":"","Name":""}]}\n';
    expect(parseBuilderObjects(text)).toMatchObject([{ name: 'default', nodes: [{ error: 'Cannot connect' }] }]);
    expect(parseBuilderObjects('NAME/NODE DRIVER\n')).toBeNull();
  });
});

describe('builds', () => {
  const ran: string[][] = [];
  function world(answers: Readonly<Record<string, Partial<{ code: number; stdout: string; stderr: string }>>>): World {
    ran.length = 0;
    const run: Run = async (argv) => {
      ran.push([...argv]);
      const key = Object.keys(answers).find((key) => argv.join(' ').includes(key));
      const answer = key === undefined ? { code: 1, stderr: 'ERROR: nothing' } : answers[key];
      return { ok: true, code: 0, stdout: '', stderr: '', isCut: false, ...answer };
    };
    const builders = [
      { name: 'boxed', driver: 'docker-container', isCurrent: true, nodes: [node('inactive')] },
      { name: 'default', driver: 'docker', isCurrent: false, nodes: [node('running')] },
    ];
    const ask = async (probe: ProbeName): Promise<unknown> =>
      probe === 'engine.builders' ? { ok: true, answer: builders, where: '' } : null;
    return {
      ask: ask as Host['ask'],
      machine: { run },
      engine: { environment: {}, choice: async () => ({ from: 'flag', context: 'far' }) },
    } as unknown as World;
  }
  const node = (status: string): object => ({ name: 'n', endpoint: '', status, platforms: [] });
  const failed = '{"ref":"default/default/abc","name":"b","status":"Error","created_at":"2026-11-26T22:21:08Z"}\n';
  const error = { Status: 'failed', Error: { Code: 8, Message: 'token=abcdefgh no space left' } };

  it('of running builders only, each asked by name, with the typed error', async () => {
    const seen = await engineBuilds(
      world({ 'history ls': { stdout: failed }, 'history inspect': { stdout: JSON.stringify(error) } }),
      {},
    );
    expect(seen).toMatchObject({
      ok: true,
      answer: [
        {
          builder: 'default',
          status: 'error',
          error: { code: 'ResourceExhausted', message: 'token=*** no space left' },
        },
      ],
    });
    const history = ran.filter((argv) => argv.includes('history'));
    expect(history.every((argv) => argv.includes('--builder=default') && argv[1] === '--context=far')).toBe(true);
    expect(history.at(-1)?.slice(-2)).toEqual(['--', 'abc']);
  });

  it('of a buildx without a history', async () => {
    const words = { code: 125, stderr: 'unknown flag: --no-trunc\nSee …\n\nUsage: docker buildx\n' };
    const seen = await listBuilds(world({ 'history ls': words }), 'default');
    expect(seen.ok ? '' : seen.why.en).toContain('exit code 125: unknown flag: --no-trunc');
  });

  it('print their log masked inside its base64', async () => {
    const data = Buffer.from('password=hunter22\n').toString('base64');
    const stderr = `{"logs":[{"vertex":"sha256:1","stream":1,"data":"${data}"}]}\n`;
    const seen = await readBuildLog(world({ 'history logs': { stderr } }), { builder: 'default', reference: 'a/b/c' });
    const [entry] = JSON.parse(seen.ok ? seen.answer : '{}').logs;
    expect(Buffer.from(entry.data, 'base64').toString()).toBe('password=***\n');
  });
});

it('no program is started where the host may not', async () => {
  const seen = await openHost({ project: null, engine: {} }).ask('engine.client', {});
  expect(seen.ok ? '' : seen.why.en).toContain('not-asked');
});
