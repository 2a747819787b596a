import { describe, expect, test } from 'vitest';

import type { Change } from '#core/model/change.ts';
import { make } from '#core/repair/make.ts';

const COMPOSE = `# the shop
services:
  db:
    image: postgres:15 # keep
    environment:
      POSTGRES_USER: \${DB_USER}
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD}
      POSTGRES_DB: 'shop'
  cache:
    image: redis:7
    command: redis-server --requirepass "s3cret/cache"
    ports: ["127.0.0.1:6379:6379"]
  app:
    build: .
    enviroment:
      A: 1
    environment:
      - DATABASE_URL=postgresql://app:\${POSTGRES_PASSWORD}@db:5432/app # why
      - CACHE_URL=\${CACHE_URL}
    command: echo \${ $(date) $$ok $HOME \${A:-b}
    depends_on: [dp]
    healthcheck:
      test:
        - CMD
        - wget
      interval: 1s
    ports:
      - target: 80
        published: 8080
      - "\${WEB_PORT:-9090}:90"

volumes:
  data:
`;
const OVERRIDE = `services:
  app: { networks: [front] }
`;
const DOTENV = 'CACHE_URL=redis://cache:6379/0\nWEB_PORT=9091\n';

const FILES: Readonly<Record<string, string>> = {
  'compose.yaml': COMPOSE,
  'compose.override.yaml': OVERRIDE,
  '.env': DOTENV,
};

function edited(change: Change): { readonly file: string; readonly before: string | null; readonly after: string } {
  const made = make(change, { read: (path) => FILES[path] ?? null }, (value) =>
    value.from === 'literal' ? value.text : null,
  );
  if (!made.ok) throw new Error(made.reason);
  return made.edit;
}

function refusal(change: Change): string {
  const made = make(change, { read: (path) => FILES[path] ?? null }, () => null);
  return made.ok ? made.edit.after : made.reason;
}

describe('an edit of a stack changes what it means and no other byte', () => {
  test.each<[string, Change, string, string, string]>([
    [
      'the password behind an option of another service, escaped for the URL',
      {
        kind: 'service-variable',
        service: 'app',
        name: 'CACHE_URL',
        to: { password: { of: 'cache', option: '--requirepass' } },
      },
      '.env',
      'redis://cache:',
      'redis://:s3cret%2Fcache@cache:',
    ],
    [
      'the user of another service stays the reference it is',
      {
        kind: 'service-variable',
        service: 'app',
        name: 'DATABASE_URL',
        to: { user: { of: 'db', variable: 'POSTGRES_USER' } },
      },
      'compose.yaml',
      '- DATABASE_URL=postgresql://app:${POSTGRES_PASSWORD}@db:5432/app #',
      '- DATABASE_URL=postgresql://${DB_USER}:${POSTGRES_PASSWORD}@db:5432/app #',
    ],
    [
      'the database of another service',
      {
        kind: 'service-variable',
        service: 'app',
        name: 'DATABASE_URL',
        to: { database: { of: 'db', variable: 'POSTGRES_DB' } },
      },
      'compose.yaml',
      '5432/app #',
      '5432/shop #',
    ],
    [
      'a variable that is nowhere yet, in a list',
      { kind: 'service-variable', service: 'app', name: 'NEW', to: { text: '${NEW}' } },
      'compose.yaml',
      '      - CACHE_URL=${CACHE_URL}\n',
      '      - CACHE_URL=${CACHE_URL}\n      - NEW=${NEW}\n',
    ],
    [
      'a variable that is nowhere yet, in a mapping',
      { kind: 'service-variable', service: 'db', name: 'NEW', to: { text: '${NEW}' } },
      'compose.yaml',
      "'shop'\n",
      "'shop'\n      NEW: ${NEW}\n",
    ],
    [
      'a network is added in the file that lists networks',
      { kind: 'yaml', path: ['services', 'app', 'networks'], append: 'default' },
      'compose.override.yaml',
      '[front]',
      '[front, default]',
    ],
    [
      'a health check of many lines becomes a list in brackets',
      { kind: 'yaml', path: ['services', 'app', 'healthcheck', 'test'], set: ['CMD', 'python', '-c', 'x("y")'] },
      'compose.yaml',
      '- CMD\n        - wget',
      '["CMD", "python", "-c", "x(\\"y\\")"]',
    ],
    [
      'a mapping is added as a block',
      { kind: 'yaml', path: ['services', 'cache', 'healthcheck'], set: { test: ['CMD', 'true'], retries: 3 } },
      'compose.yaml',
      '6379:6379"]\n',
      '6379:6379"]\n    healthcheck:\n      test: ["CMD", "true"]\n      retries: 3\n',
    ],
    [
      'an empty mapping',
      { kind: 'yaml', path: ['networks', 'front'], set: {} },
      'compose.yaml',
      '  data:\n',
      '  data:\nnetworks:\n  front: {}\n',
    ],
    [
      'only the dollars that begin no variable are doubled',
      { kind: 'yaml', path: ['services', 'app', 'command'], escapeDollars: true },
      'compose.yaml',
      'echo ${ $(date)',
      'echo $${ $$(date)',
    ],
    [
      'a key gets another name',
      { kind: 'yaml', path: ['services', 'app', 'healthcheck', 'interval'], rename: 'timeout' },
      'compose.yaml',
      'interval: 1s',
      'timeout: 1s',
    ],
    [
      'so does an item of a list',
      { kind: 'yaml', path: ['services', 'app', 'depends_on', 'dp'], rename: 'db' },
      'compose.yaml',
      '[dp]',
      '[db]',
    ],
    [
      'a port with an address',
      { kind: 'host-port', service: 'cache', from: 6379, to: 6380 },
      'compose.yaml',
      '127.0.0.1:6379:6379',
      '127.0.0.1:6380:6379',
    ],
    [
      'a port in the long form',
      { kind: 'host-port', service: 'app', from: 8080, to: 8081 },
      'compose.yaml',
      'published: 8080',
      'published: "8081"',
    ],
    [
      'a port that a variable holds',
      { kind: 'host-port', service: 'app', from: 9091, to: 9092 },
      '.env',
      'WEB_PORT=9091',
      'WEB_PORT=9092',
    ],
    [
      'a new variable that others refer to goes to the top',
      {
        kind: 'dotenv',
        file: '.env',
        name: 'NEW',
        value: { from: 'literal', text: 'x' },
        isFirst: true,
      },
      '.env',
      'CACHE_URL',
      'NEW=x\nCACHE_URL',
    ],
  ])('%s', (_, change, file, before, after) => {
    const made = edited(change);
    expect(made.file).toBe(file);
    expect(made.after).toBe(FILES[file]?.replace(before, () => after));
  });

  test.each<[string, Change, string]>([
    [
      'a name that is taken',
      { kind: 'yaml', path: ['services', 'app', 'enviroment'], rename: 'environment' },
      'unsupported-form',
    ],
    ['a port nobody publishes', { kind: 'host-port', service: 'app', from: 1, to: 2 }, 'not-found'],
    [
      'a reference to what only stands below it in .env',
      { kind: 'service-variable', service: 'app', name: 'CACHE_URL', to: { password: '${WEB_PORT}' } },
      'unsupported-form',
    ],
    [
      'an option the other service does not have',
      {
        kind: 'service-variable',
        service: 'app',
        name: 'CACHE_URL',
        to: { password: { of: 'db', option: '--requirepass' } },
      },
      'unsupported-form',
    ],
    [
      'a variable of a service that is not there',
      { kind: 'service-variable', service: 'none', name: 'A', to: { text: 'b' } },
      'not-found',
    ],
  ])('refused: %s', (_, change, reason) => {
    expect(refusal(change)).toBe(reason);
  });
});

describe('what a Compose file hands to a build', () => {
  const after = (compose: string, change: Change, dotenv?: string): string => {
    const files: Readonly<Record<string, string | undefined>> = { 'compose.yaml': compose, '.env': dotenv };
    const made = make(change, { read: (path) => files[path] ?? null }, () => null);
    return made.ok ? `${made.edit.file}: ${made.edit.after}` : made.reason;
  };
  const web = (args: string, rest = ''): string => `services:
  web:
    build:
      context: . # here
${args}${rest}    ports: ["80:80"]
`;
  const secret: Change = { kind: 'build-secret', service: 'web', name: 'TOKEN' };
  const TOP = 'secrets:\n  TOKEN:\n    environment: ';

  test('an argument becomes a secret, the others stay', () => {
    expect(after(web('      args:\n        MODE: fast\n        TOKEN: ${NPM_TOKEN} # why\n'), secret)).toBe(
      `compose.yaml: ${web('      args:\n        MODE: fast\n', '      secrets:\n        - TOKEN\n')}${TOP}NPM_TOKEN\n`,
    );
    expect(after(web('      args:\n        - TOKEN\n        - MODE=fast\n'), secret)).toBe(
      `compose.yaml: ${web('      args:\n        - MODE=fast\n', '      secrets:\n        - TOKEN\n')}${TOP}TOKEN\n`,
    );
    expect(after(web('      args:\n        TOKEN:\n', '      secrets: [ssh]\n'), secret)).toBe(
      `compose.yaml: ${web('', '      secrets: [ssh, TOKEN]\n')}${TOP}TOKEN\n`,
    );
  });

  test.each([
    ['has a value in the file', web('      args:\n        TOKEN: abc\n'), 'unsupported-form'],
    ['is mixed with something', web('      args:\n        - TOKEN=x${TOKEN}\n'), 'unsupported-form'],
    [
      'is a secret of that name already',
      `${web('      args: [TOKEN]\n')}secrets: { TOKEN: { file: t } }\n`,
      'unsupported-form',
    ],
    ['is not there', web(''), 'not-found'],
  ])('an argument stays where it %s', (_, compose, reason) => {
    expect(after(compose, secret)).toBe(reason);
  });

  const bump: Change = {
    kind: 'service-variable',
    service: 'web',
    name: 'V',
    ofBuild: { was: '16' },
    to: { text: '18' },
  };

  test('an argument gets another value where it is written, or in .env', () => {
    expect(after(web('      args:\n        - V=16 # node\n'), bump)).toBe(
      `compose.yaml: ${web('      args:\n        - V=18 # node\n')}`,
    );
    expect(after(web('      args: { V: "16" }\n'), bump)).toBe(`compose.yaml: ${web('      args: { V: "18" }\n')}`);
    expect(after(web('      args:\n        V: ${V}\n'), bump, 'A=1\nV=16\n')).toBe('.env: A=1\nV=18\n');
  });

  test.each([
    ['has another value', web('      args:\n        V: 14\n')],
    ['is a variable of the service only', `${web('')}    environment: { V: 16 }\n`],
    ['is not there', web('')],
  ])('an argument that %s gets none', (_, compose) => {
    expect(after(compose, bump)).toBe('not-found');
  });

  test('a variable takes what another service has behind an option', () => {
    const compose = `services:
  cache: { image: redis:7, command: [redis-server, --requirepass, "\${CACHE_PASSWORD}"] }
  app:
    environment:
      REDIS_PASSWORD: other # why
`;
    const same: Change = {
      kind: 'service-variable',
      service: 'app',
      name: 'REDIS_PASSWORD',
      to: { same: { of: 'cache', option: '--requirepass' } },
    };
    expect(after(compose, same)).toBe(`compose.yaml: ${compose.replace('other', '${CACHE_PASSWORD}')}`);
    expect(after(compose.replace('${CACHE_PASSWORD}', 'a${B}'), same)).toBe('unsupported-form');
  });
});
