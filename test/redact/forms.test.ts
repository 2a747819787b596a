import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createMasker, mask } from '#core/redact.ts';

import { KINDS, plant } from './planted.ts';

test.each(plant(KINDS.length * 3))('$kind: $line', ({ secret, line }) => {
  const masked = mask(line);
  expect(masked).not.toContain(secret);
  expect(masked).toContain('***');
  expect(mask(masked)).toBe(masked);
});

// What a diagnosis needs to stay readable, and what only looks like a secret.
test.each([
  'Password:',
  'FATAL: password authentication failed for user "app"',
  'ERROR: token: unexpected status: 401 Unauthorized',
  'denied: requested access to the resource is denied, token: EOF',
  'failed to authorize: failed to fetch anonymous token: Get "https://auth.example/token?scope=repository%3Ax%3Apull&service=registry": EOF',
  'FROM registry.example:5000/team/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'GET https://host.example:8443/path/@scope/pkg 200',
  'www-authenticate: Bearer realm="https://auth.example/token",service="registry.example"',
  'Basic authentication failed for 10.0.0.1',
  'docker run -p 8080:80 nginx',
  'docker compose -p shop up',
  'POSTGRES_PASSWORD_FILE=/run/secrets/pg',
  'secrets: - db_password',
  'error getting credentials - err: exec: "docker-credential-pass": executable file not found in $PATH',
  'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?required}',
  'mounting "/x" to rootfs at "/etc/passwd": mount /x:/etc/passwd, flags: 0x5000: not a directory',
  'SyntaxError: Unexpected token < in JSON at position 0',
  'ssh://git@git.example/team/repo.git',
  'primary_key: id',
  'exited with code 137',
])('leaves alone: %s', (text) => {
  expect(mask(text)).toBe(text);
});

test('equal secrets are seen to be equal, and others to differ', () => {
  const { mask: one } = createMasker();
  expect(one('A_PASSWORD=first-1 B_PASSWORD=second-2 C_PASSWORD=first-1')).toBe(
    'A_PASSWORD=***1* B_PASSWORD=***2* C_PASSWORD=***1*',
  );
});

test('a known value is hidden wherever it stands, an ordinary word is not', () => {
  const masker = createMasker();
  masker.learn(['hunter2x', 'p.a+ss(word', 'postgres', 'abc', '123456']);
  expect(masker.mask('xhunter2x9 p.a+ss(word postgres abc 123456')).toBe('x***1*9 ***2* postgres abc 123456');
});

test('keys over several lines go, and lines stay lines', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7\nq1w2e3r4t5y6\n-----END RSA PRIVATE KEY-----\nafter';
  const masked = mask(key);
  expect(masked).not.toMatch(/MIIEow|q1w2e3/);
  expect(masked.split('\n').length).toBe(5);
  expect(masked).toMatch(/after$/);
});

test('an .env file has its whole values hidden', () => {
  const { maskFile } = createMasker();
  expect(maskFile('.env', 'A_PASSWORD=two words # note\nPORT=80\nB_SECRET="x;y z"\nC_TOKEN=\'a\nb\'\nD=1\n')).toBe(
    'A_PASSWORD=***1* # note\nPORT=80\nB_SECRET="***2*"\nC_TOKEN=\'***3*\n***4*\'\nD=1\n',
  );
});

test('masking twice changes nothing, whatever stands around', () => {
  const lines = plant(KINDS.length).map(({ line }) => line);
  const part = fc.oneof(
    fc.constantFrom(...lines),
    fc.constantFrom(
      ' ',
      '\n',
      '"',
      "'",
      '=',
      ':',
      '://',
      '@',
      ',',
      '***',
      '***1*',
      'password',
      'Bearer ',
      ';',
      '&',
      '{',
      '}',
    ),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const once = mask(parts.join(''));
      expect(mask(once)).toBe(once);
    }),
    { numRuns: 1500 },
  );
});

test.each([
  ['names', 'password_'.repeat(8000)],
  ['urls', 'https://a:'.repeat(6000)],
  ['at signs', `https://a:${'@'.repeat(60_000)}`],
  ['quotes', `token="${'\\"'.repeat(30_000)}`],
  ['keys that never end', '-----BEGIN PRIVATE KEY-----\n'.repeat(2500)],
  ['flags', '--password '.repeat(6000)],
  ['cookies', `Cookie: ${'a=b;'.repeat(15_000)}`],
  ['dashes', 'docker -'.repeat(8000)],
  ['dots', `eyJ${'a.eyJ'.repeat(12_000)}`],
  ['blanks', `password ${' '.repeat(60_000)}= x`],
])('60 KB of %s take no time', (_, text) => {
  const started = performance.now();
  mask(text);
  expect(performance.now() - started).toBeLessThan(1500);
});
