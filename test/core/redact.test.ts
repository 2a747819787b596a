import fc from 'fast-check';
import { expect, test } from 'vitest';

import { mask } from '#core/redact.ts';

test.each([
  ['DATABASE_URL=postgresql://app:s3cr3t-pass@db:5432/shop', 's3cr3t-pass'],
  ['POSTGRES_PASSWORD=hunter2secret', 'hunter2secret'],
  ['"api_key": "abcdef123456"', 'abcdef123456'],
  ['  redis_password: hunter', 'hunter'],
  ['Authorization: Bearer abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrstuvwxyz'],
  [`token ghp_${'a1B2'.repeat(9)} used`, 'ghp_a1B2'],
  ['export AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG"', 'wJalrXUtnFEMI'],
])('%s', (text, secret) => {
  expect(mask(text)).not.toContain(secret);
  expect(mask(text)).toContain('***');
});

// What a diagnosis needs to stay readable.
test.each([
  'FATAL:  password authentication failed for user "app"',
  'The "DASHSCOPE_API_KEY" variable is not set. Defaulting to a blank string.',
  'health check failed: dashscope: DASHSCOPE_API_KEY is not set',
  'Error 111 connecting to localhost:6379. Connection refused.',
  'failed to fetch oauth token: unexpected status: 403 Forbidden',
  'RUN --mount=type=secret,id=npm npm ci',
])('leaves alone: %s', (text) => {
  expect(mask(text)).toBe(text);
});

test('masking twice changes nothing', () => {
  const part = fc.constantFrom(
    'password',
    '=',
    ':',
    ' ',
    '"',
    'https://',
    'user',
    '@',
    'host',
    'token',
    '***',
    'Bearer ',
    'abcdefghijklmnop',
    'key',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
      const once = mask(parts.join(''));
      expect(mask(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});
