import { afterEach, describe, expect, test } from 'vitest';

import type { Seen } from '#core/model/probe.ts';
import type { Container, ContainerAccess } from '#core/model/probes/engine.ts';
import { openHost } from '#host/host.ts';

import { fakeEngine, recordingOf, type FakeEngine, type Recorded } from '../fake-engine.ts';

let open: FakeEngine[] = [];

afterEach(async () => {
  await Promise.all(open.map(({ close }) => close()));
  open = [];
});

interface Entry {
  readonly user?: number;
  readonly group?: number;
  readonly mode: number;
  readonly text?: string;
  /** An extended header before it, as for a user beyond 2,097,151. */
  readonly pax?: string;
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

function header(type: string, { user = 0, group = 0, mode }: Entry, size: number): Buffer {
  const block = Buffer.alloc(512);
  const put = (at: number, text: string): number => block.write(text, at, 'latin1');
  put(0, 'entry');
  put(100, octal(mode, 8));
  put(108, octal(user, 8));
  put(116, octal(group, 8));
  put(124, octal(size, 12));
  put(148, ' '.repeat(8));
  put(156, type);
  put(257, 'ustar\x0000');
  put(
    148,
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
  );
  return block;
}

function padded(text: string): Buffer {
  return Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)]);
}

function tar(entry: Entry): Recorded {
  const parts = entry.pax === undefined ? [] : [header('x', entry, entry.pax.length), padded(entry.pax)];
  const { text } = entry;
  const own = text === undefined ? [header('5', entry, 0)] : [header('0', entry, text.length), padded(text)];
  const bytes = Buffer.concat([...parts, ...own, Buffer.alloc(1024)]);
  return { status: 200, headers: { 'content-type': 'application/x-tar' }, base64: bytes.toString('base64') };
}

const FILES: Readonly<Record<string, Entry>> = {
  '/': { mode: 0o755 },
  '/etc/passwd': { mode: 0o644, text: 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n' },
  '/etc/group': { mode: 0o644, text: 'root:x:0:\nnode:x:1000:\nstaff:x:50:node\n' },
  '/data': { mode: 0o755 },
  '/data/mine': { mode: 0o644, user: 1000, group: 1000, text: 'x' },
  '/data/ours': { mode: 0o775, group: 50 },
  '/data/far': { mode: 0o755, pax: '20 uid=3000000000\n' },
};

/** The recorded container that ended, run by another user and with a folder mounted; its files are FILES. */
async function access(user: string, path: string): Promise<{ seen: Seen<ContainerAccess>; engine: FakeEngine }> {
  const recording = recordingOf('28');
  const inspected = recording['/containers/shop-app-1/json'] as Recorded & { json: Record<string, object> };
  const json = {
    ...inspected.json,
    Config: { ...inspected.json['Config'], User: user },
    Mounts: [{ Type: 'bind', Source: '/srv/shop/data', Destination: '/data', RW: true }],
  };
  const engine = await fakeEngine({
    answers: (asked, query) => {
      if (/^\/containers\/\w{64}\/json$/.test(asked)) return { ...inspected, json };
      if (!asked.endsWith('/archive')) return undefined;
      const entry = FILES[query.get('path') ?? ''];
      return entry === undefined ? undefined : tar(entry);
    },
  });
  open.push(engine);
  const host = openHost({ project: null, engine: { environment: { DOCKER_HOST: engine.endpoint } } });
  return { seen: await host.ask('engine.access', { service: 'app', path }), engine };
}

describe('whether the user of a container may write a path', () => {
  test.each([
    ['1000', '/data/report', false, 'a folder of root, seen by a number that has no groups of its own'],
    ['', '/data/report', true, 'root may'],
    ['node', '/data/report', false, 'a name is looked up in the container'],
    ['node', '/data/mine', true, 'its own file'],
    ['1001', '/data/mine', false, 'a file of somebody else'],
    ['node', '/data/ours/new', true, 'a folder of one of its groups'],
    ['node:node', '/data/ours/new', false, 'a group that is named takes the place of the others'],
    ['3000000000', '/data/far/new', true, 'a user too large for the old header'],
  ])('as "%s" %s: %s (%s)', async (user, path, isWritable) => {
    const { seen } = await access(user, path);
    expect(seen).toMatchObject({ ok: true, answer: { isWritable, mount: { source: '/srv/shop/data' } } });
  });

  test('the nearest folder that is there is told, and nothing but GET was sent', async () => {
    const { seen, engine } = await access('1000', '/data/a/b/c');
    expect(seen).toMatchObject({
      answer: { place: { path: '/data', user: 0, group: 0, mode: 0o755, isFolder: true }, user: { id: 1000 } },
    });
    expect(engine.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });

  test('a path of the image is in no mount', async () => {
    expect((await access('1000', '/opt/x')).seen).toMatchObject({ ok: true, answer: { place: { path: '/' } } });
    expect(JSON.stringify((await access('1000', '/opt/x')).seen)).not.toContain('"mount"');
  });

  test('a user that nobody knows is no "may not"', async () => {
    expect((await access('nobody-here', '/data/x')).seen).toMatchObject({ ok: false });
  });
});

describe('the container that said it', () => {
  async function said(words: string): Promise<Seen<Container>> {
    const recording = recordingOf('28');
    const list = recording['/containers/json']?.json as readonly { Id: string; Names: readonly [string] }[];
    const nameOf = (path: string): string => {
      const id = path.split('/')[2];
      return list.find(({ Id }) => Id === id)?.Names[0].slice(1) ?? '';
    };
    const engine = await fakeEngine({
      answers: (path) => {
        if (path.endsWith('/logs')) {
          const words = nameOf(path) === 'shop-app-1' ? 'touch: /x: Read-only file system' : 'ready';
          return { status: 200, headers: {}, text: `2026-11-27T12:00:00.000000000Z ${words}\n` };
        }
        return /^\/containers\/\w{64}\/json$/.test(path) ? recording[`/containers/${nameOf(path)}/json`] : undefined;
      },
    });
    open.push(engine);
    const host = openHost({ project: null, engine: { environment: { DOCKER_HOST: engine.endpoint } } });
    return host.ask('engine.container', { said: words });
  }

  test('is found by a line of its output', async () => {
    expect(await said('touch: /x: Read-only file system')).toMatchObject({ ok: true, answer: { name: 'shop-app-1' } });
  });

  test('is nobody where no container has the words, and none for no words', async () => {
    expect(await said('words that nobody has said')).toMatchObject({ ok: false });
    expect(await said(' ')).toMatchObject({ ok: false });
  });
});
