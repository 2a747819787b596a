import { execFileSync } from 'node:child_process';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { quote } from '#host/watch/command.ts';

test('a quoted argument is what a shell gets, whatever it is', () => {
  const word = fc.string({
    unit: fc.constantFrom("'", '"', '\\', '$', '`', ' ', '\n', '!', '*', 'a', '错', ';', '-'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
      const text = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${words.map(quote).join(' ')}`], {
        encoding: 'utf8',
      });
      expect(text.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 60 },
  );
});
