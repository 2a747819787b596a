import { describe, expect, test } from 'vitest';

import { parseDotEnv } from '#core/parse/compose/environment.ts';
import { interpolate } from '#core/parse/compose/interpolation.ts';
import { ignoredBy } from '#core/parse/dockerfile/dockerignore.ts';
import { parseInstructions } from '#core/parse/dockerfile/instructions.ts';

describe('Dockerfile instructions', () => {
  const check = (source: string, expected: readonly (readonly [string, number, number])[]): void => {
    expect(parseInstructions(source).map(({ keyword, line, endLine }) => [keyword, line, endLine])).toEqual(expected);
  };

  test('comments and blank lines', () =>
    check('# c\n\nFROM a\nRUN b\n', [
      ['FROM', 3, 3],
      ['RUN', 4, 4],
    ]));
  test('continuations with comments inside', () =>
    check('FROM a\nRUN x \\\n  # why\n  && y\nCMD z', [
      ['FROM', 1, 1],
      ['RUN', 2, 4],
      ['CMD', 5, 5],
    ]));
  test('CRLF', () =>
    check('FROM a\r\nRUN x \\\r\n  y\r\n', [
      ['FROM', 1, 1],
      ['RUN', 2, 3],
    ]));
  test('heredoc', () =>
    check('FROM a\nRUN <<EOF\necho FROM b\nEOF\nUSER c', [
      ['FROM', 1, 1],
      ['RUN', 2, 4],
      ['USER', 5, 5],
    ]));
  test('two heredocs', () =>
    check('FROM a\nCOPY <<A <<"B" /\none\nA\ntwo\nB\nRUN x', [
      ['FROM', 1, 1],
      ['COPY', 2, 6],
      ['RUN', 7, 7],
    ]));
  test('escape directive', () =>
    check('# escape=`\nFROM a\nRUN x `\n  y\nCMD z\\', [
      ['FROM', 2, 2],
      ['RUN', 3, 4],
      ['CMD', 5, 5],
    ]));
  test('a heredoc that never ends', () =>
    check('FROM a\nRUN <<EOF\nx', [
      ['FROM', 1, 1],
      ['RUN', 2, 3],
    ]));
  test('empty and nonsense', () => {
    check('', []);
    check('\0\0', [['\0\0', 1, 1]]);
  });
});

test.each([
  ['dist\n', 'dist/app.js', 'dist'],
  ['*.log', 'build.log', '*.log'],
  ['*.log', 'a/build.log', undefined],
  ['**/*.log', 'a/b/build.log', '**/*.log'],
  ['*\n!src', 'src/a.ts', undefined],
  ['*\n!src\n', 'package.json', '*'],
  ['# dist\n', 'dist', undefined],
  ['/dist/', 'dist/x', '/dist/'],
])('.dockerignore %j and %s', (source, path, expected) => {
  expect(ignoredBy(source, path)).toBe(expected);
});

test.each([
  ['A=1', { A: '1' }],
  ['export A="x y" # c', { A: 'x y' }],
  ["A='a#b'", { A: 'a#b' }],
  ['A=b # c', { A: 'b' }],
  ['\uFEFFA=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ['# A=1', {}],
  ['A=', { A: '' }],
])('.env %j', (source, expected) => {
  expect(Object.fromEntries(parseDotEnv(source).values)).toEqual(expected);
});

test.each([
  ['$A', 'one'],
  ['${A}-${B:-two}', 'one-two'],
  ['${E:-x}${E-y}', 'x'],
  ['${A:+set}', 'set'],
  ['$$A', '$A'],
  ['${MISSING}', ''],
])('interpolation of %s', (text, expected) => {
  const values = new Map([
    ['A', 'one'],
    ['E', ''],
  ]);
  expect(interpolate(text, (name) => values.get(name))).toBe(expected);
});
