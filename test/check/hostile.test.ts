import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkProject } from '#app/check.ts';
import type { Check } from '#core/model/check.ts';
import { openHost } from '#host/host.ts';

type Files = Readonly<Record<string, string | Uint8Array | { readonly to: string }>>;

/** Checks a project of these files; `{to}` is a symbolic link. What stands in the folder besides is made by `more`. */
async function checked(files: Files, more: (folder: string) => void = () => undefined): Promise<Check> {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-hostile-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      const full = join(folder, path);
      mkdirSync(dirname(full), { recursive: true });
      if (typeof content === 'object' && 'to' in content) symlinkSync(content.to, full);
      else writeFileSync(full, content);
    }
    more(folder);
    return await checkProject(openHost({ project: folder }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A mistake of ours is caught and told of as one; a probe that ran out of time could be made to wait by anybody. */
function mistakesIn({ unseen }: Check): readonly string[] {
  return unseen.map(({ why }) => why.en).filter((text) => /drydock's own error|did not answer within|\n/.test(text));
}

const COMPOSE = `services:
  app:
    build: { context: ., args: { V: "\${V:-1}" } }
    environment: { DATABASE_URL: "postgres://app:\${PW:?}@db:5432/app" }
    env_file: [.env, { path: more.env, required: false }]
    depends_on: { db: { condition: service_healthy } }
  db: &db
    image: postgres:15
    volumes: [data:/var/lib/postgresql/data, ./init:/docker-entrypoint-initdb.d:ro]
  copy: { <<: *db, ports: ["5432:5432"] }
volumes: { data: {} }
`;
const DOCKERFILE = `# syntax=docker/dockerfile:1
ARG BASE=node:20
FROM \${BASE} AS build
COPY --chown=node:node ["package.json", "./"]
RUN --mount=type=cache,target=/root/.npm npm ci && \\
    echo done
RUN <<EOF
echo hello
EOF
FROM build
COPY --from=build /app /app
CMD ["node", "app.js"]
`;
const DOTENV = 'A=1\nB="two words"\nexport C=\'x\'\nD=${A}-${B:-none}\n# comment\nE="line\nbreak"\n';
const BAKE = 'target "app" {\n  dockerfile = "Dockerfile"\n  args = { V = "${V}" }\n}\n';
const WHOLE: Readonly<Record<string, string>> = {
  'compose.yaml': COMPOSE,
  Dockerfile: DOCKERFILE,
  '.env': DOTENV,
  'docker-bake.hcl': BAKE,
  '.dockerignore': '*.log\n!keep.log\nnode_modules\n',
};
const NAMES = Object.keys(WHOLE);

describe('whatever a file holds, check answers', () => {
  test('binary', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), fc.uint8Array({ maxLength: 400 }), async (name, bytes) => {
        expect(mistakesIn(await checked({ ...WHOLE, [name]: bytes }))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('broken off anywhere, or with a piece from elsewhere in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES),
        fc.nat({ max: 500 }),
        fc.constantFrom(
          '',
          '\0',
          '\r',
          '\t',
          '${',
          '"',
          "'",
          '\\',
          '<<EOF',
          '&a *a',
          '- [',
          '{{',
          '!reset ',
          '\uFEFF',
          '💥',
        ),
        fc.boolean(),
        async (name, at, piece, goesOn) => {
          const text = WHOLE[name] ?? '';
          const broken = text.slice(0, at) + piece + (goesOn ? text.slice(at) : '');
          expect(mistakesIn(await checked({ ...WHOLE, [name]: broken }))).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

const deep = (open: string, close: string, count: number): string => open.repeat(count) + close.repeat(count);
const laughs = ['a: &a0 [x, x, x, x, x, x, x, x, x]']
  .concat(Array.from({ length: 12 }, (_, n) => `b${n}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`))
  .join('\n');

describe('files made to hurt', () => {
  test.each<[string, Files]>([
    ['an alias bomb', { 'compose.yaml': `${laughs}\nservices: { app: { image: x, command: *a12 } }\n` }],
    ['an anchor within itself', { 'compose.yaml': 'services: &s\n  app: { image: x, deploy: *s }\n' }],
    ['maps within maps', { 'compose.yaml': `services: ${deep('{a: ', '}', 20_000)}\n` }],
    ['lists within lists', { 'compose.yaml': `services: ${deep('[', ']', 20_000)}\n` }],
    [
      'blocks within blocks',
      { 'compose.yaml': Array.from({ length: 3000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n') },
    ],
    [
      'merges of merges',
      {
        'compose.yaml': `a0: &a0 {x: 1}\n${Array.from({ length: 2000 }, (_, n) => `a${n + 1}: &a${n + 1} {<<: *a${n}}`).join('\n')}\nservices: {app: *a2000}\n`,
      },
    ],
    [
      'variables within variables',
      { 'compose.yaml': `services: { app: { image: "${deep('${A:-', '}', 20_000)}" } }\n` },
    ],
    ['variables within variables of .env', { '.env': `A=${deep('${A:-', '}', 20_000)}\n`, 'compose.yaml': COMPOSE }],
    [
      'files that include each other',
      {
        'compose.yaml': 'include: [a.yaml]\nservices: {}\n',
        'a.yaml': 'include: [b.yaml]\n',
        'b.yaml': 'include: [compose.yaml, a.yaml]\n',
      },
    ],
    [
      'services that extend each other',
      {
        'compose.yaml': 'services:\n  a: { extends: b }\n  b: { extends: { file: o.yaml, service: c } }\n',
        'o.yaml': 'services: { c: { extends: { file: compose.yaml, service: a } } }\n',
      },
    ],
    [
      'files that include more of them',
      {
        'compose.yaml': 'include: [i0.yaml]\n',
        ...Object.fromEntries(
          Array.from({ length: 300 }, (_, n) => [`i${n}.yaml`, `include: [i${n + 1}.yaml, i${n + 2}.yaml]\n`]),
        ),
      },
    ],
    ['an .env of 10 MB', { '.env': 'LONG_NAME=some value of it\n'.repeat(400_000), 'compose.yaml': COMPOSE }],
    ['an .env of one line', { '.env': `A="${'x'.repeat(10_000_000)}`, 'compose.yaml': COMPOSE }],
    ['a Compose file of 5 MB', { 'compose.yaml': `services:\n  app: { image: x }\n${'# x\n'.repeat(1_300_000)}` }],
    ['a Dockerfile of one line', { Dockerfile: `FROM x\nRUN ${'a && '.repeat(180_000)}` }],
    ['a Dockerfile of many', { Dockerfile: `FROM x\n${'COPY a[b* c?d e/**/f /x\n'.repeat(30_000)}` }],
    [
      'stages of stages',
      {
        Dockerfile: `${Array.from({ length: 5000 }, (_, n) => `FROM s${n} AS s${n + 1}`).join('\n')}\nCOPY --from=s1 . .\n`,
      },
    ],
    ['continued to its end', { Dockerfile: `FROM x\nRUN a ${'\\\n'.repeat(100_000)}` }],
    ['heredocs without an end', { Dockerfile: `FROM x\n${'RUN <<A <<B\nx\n'.repeat(3000)}` }],
    [
      'ignored by a pattern',
      {
        Dockerfile: 'FROM x\nCOPY aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab /x\n',
        ['a'.repeat(44) + 'b']: '',
        '.dockerignore': `${'*a'.repeat(40)}c\n${'**/'.repeat(60)}x\n[[[\n![\n\\\n`,
      },
    ],
    [
      'a bake file within itself',
      {
        'docker-bake.hcl': `target "x" { args = ${deep('{ a = ', '}', 20_000)} }\n`,
        'docker-bake.json': `{"target":${deep('[', ']', 50_000)}}`,
      },
    ],
    [
      'links in a circle',
      {
        'compose.yaml': { to: 'compose.yml' },
        'compose.yml': { to: 'compose.yaml' },
        Dockerfile: { to: 'Dockerfile' },
        '.env': { to: '.env' },
        '.dockerignore': { to: '.' },
      },
    ],
    [
      'a link to a folder above',
      { 'compose.yaml': COMPOSE, init: { to: '..' }, Dockerfile: 'FROM x\nCOPY init/*/*/*/* /x\n' },
    ],
    [
      'links that lead out',
      { 'compose.yaml': { to: '/etc/passwd' }, Dockerfile: { to: '/dev/zero' }, '.env': { to: '/proc/self/mem' } },
    ],
  ])('%s', async (_, files) => {
    expect(mistakesIn(await checked(files))).toEqual([]);
  });

  test('folders and pipes where files should be', async () => {
    const check = await checked({}, (folder) => {
      mkdirSync(join(folder, 'compose.yaml'));
      mkdirSync(join(folder, '.env'));
      execFileSync('mkfifo', [join(folder, 'Dockerfile'), join(folder, '.dockerignore')]);
    });
    expect(mistakesIn(check)).toEqual([]);
    expect(check.unseen.length).toBeGreaterThan(0);
  });

  test.each<[string, Files, RegExp]>([
    [
      'an alias bomb',
      { 'compose.yaml': `${laughs}\nservices: { app: { image: x, command: *a12 } }\n` },
      /EXCESSIVE_ALIASING/,
    ],
    [
      'a part that is none',
      { 'compose.yaml': 'include: [a.yaml]\nservices: { app: { image: x } }\n', 'a.yaml': '\0[' },
      /a\.yaml:1 holds no map/,
    ],
    ['too many stages', { Dockerfile: 'FROM x\n'.repeat(301) }, /Dockerfile could not be read \(> 300 stages\)/],
    ['a device', { Dockerfile: { to: '/dev/zero' } }, /Dockerfile could not be read \(no-file\)/],
    [
      'an .env that goes on',
      { '.env': 'A=1\n'.repeat(400_000), 'compose.yaml': COMPOSE },
      /\.env could not be read \(> 1 MiB\)/,
    ],
  ])('what could not be seen is said: %s', async (_, files, says) => {
    const { unseen } = await checked(files);
    expect(unseen.map(({ why }) => why.en).filter((text) => says.test(text))).toHaveLength(1);
  });
});
