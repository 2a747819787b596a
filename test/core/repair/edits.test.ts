import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { parseDotEnv } from '#core/parse/compose/environment.ts';
import { parseInstructions } from '#core/parse/dockerfile/instructions.ts';
import {
  addFlag,
  insertAfter,
  insertBefore,
  removeVariable,
  valueOfVariable,
  replaceInInstruction,
  setBaseImage,
} from '#core/repair/edits/dockerfile.ts';
import { allowPath, ignorePath, removePattern } from '#core/repair/edits/dockerignore.ts';
import { setVariable } from '#core/repair/edits/dotenv.ts';
import { holdsJson, removeJson, setJson, strictJson } from '#core/repair/edits/json.ts';
import { appendItem, removeKey, setValue } from '#core/repair/edits/yaml.ts';
import { make } from '#core/repair/make.ts';
import type { Edited } from '#core/repair/splice.ts';

function textOf(edited: Edited): string {
  if (!edited.ok) throw new Error(`refused: ${edited.reason}`);
  return edited.text;
}

describe('.env', () => {
  test.each([
    ['A=1 # why\r\nB=2\r\n', 'A', '9', 'A=9 # why\r\nB=2\r\n'],
    ['export A="x y"\n', 'A', 'p$w', 'export A="p\\$w"\n'],
    ["A='old'\n", 'A', 'n w', "A='n w'\n"],
    ['A=1', 'B', '2', 'A=1\nB=2\n'],
    ['', 'B', "it's", 'B="it\'s"\n'],
    ['A=1\nA=2\n', 'A', '3', 'A=1\nA=3\n'],
    ['# A=1\nB: x\n', 'B', 'y', '# A=1\nB: y\n'],
    ['A="one\ntwo=2"\ntwo=3\n', 'two', '4', 'A="one\ntwo=2"\ntwo=4\n'],
  ])('%j: %s becomes %s', (source, name, value, expected) => {
    expect(textOf(setVariable(source, name, value))).toBe(expected);
  });

  test('Compose reads back what was set', () => {
    for (const value of ['plain', 'with space', "quote'd", 'dollar$x', 'hash # in', 'back\\slash', 'a"b', '${X}']) {
      expect(parseDotEnv(textOf(setVariable('X=1\n', 'V', value))).values.get('V')).toBe(value);
    }
  });

  test('a value over several lines is refused', () => {
    expect(setVariable('', 'A', 'a\nb')).toEqual({ ok: false, reason: 'unsupported-form' });
  });
});

const COMPOSE = `# top
x-env: &env
  A: "1"   # keep
services:
  app:   # the app
    environment:
      DATABASE_URL: postgres://app:pw@db/app # url
      # end

  # about db
  db:
    image: 'postgres:15'
    environment: *env
  web: {image: web, ports: ["80:80"]}
  list:
    environment:
      - A=1
      - B=2

volumes:
  data:
`;

describe('Compose', () => {
  test.each<[string, Edited, string, string]>([
    [
      'a value keeps its comment',
      setValue(COMPOSE, ['services', 'app', 'environment', 'DATABASE_URL'], 'x://y'),
      'postgres://app:pw@db/app',
      'x://y',
    ],
    ['a value keeps its quotes', setValue(COMPOSE, ['services', 'db', 'image'], "p'q"), "'postgres:15'", "'p''q'"],
    ['a flow map', setValue(COMPOSE, ['services', 'web', 'image'], 'w:2'), 'image: web', 'image: w:2'],
    ['a flow sequence', appendItem(COMPOSE, ['services', 'web', 'ports'], '81:81'), '["80:80"]', '["80:80", "81:81"]'],
    ['a sequence', appendItem(COMPOSE, ['services', 'list', 'environment'], 'C=3'), '- B=2\n', '- B=2\n      - C=3\n'],
    [
      'a new key',
      setValue(COMPOSE, ['services', 'app', 'environment', 'NEW'], 'yes'),
      '# url\n',
      '# url\n      NEW: "yes"\n',
    ],
    [
      'a list of mappings',
      setValue(COMPOSE, ['networks', 'default', 'ipam', 'config'], [{ subnet: '10.201.0.0/24' }]),
      'volumes:\n  data:\n',
      'volumes:\n  data:\nnetworks:\n  default:\n    ipam:\n      config: [{ subnet: "10.201.0.0/24" }]\n',
    ],
    [
      'a key without a value',
      setValue(COMPOSE, ['volumes', 'data', 'external'], true),
      '  data:\n',
      '  data:\n    external: true\n',
    ],
    [
      'beside an alias',
      setValue(COMPOSE, ['services', 'db', 'environment', 'B'], 2),
      'environment: *env',
      'environment:\n      <<: *env\n      B: 2',
    ],
    ['a key is taken out', removeKey(COMPOSE, ['services', 'db', 'environment']), '    environment: *env\n', ''],
  ])('%s', (_, edited, before, after) => {
    expect(textOf(edited)).toBe(COMPOSE.replace(before, after));
  });

  test('an anchor that others use is not changed behind their back', () => {
    expect(setValue(COMPOSE, ['x-env', 'A'], '2')).toEqual({ ok: false, reason: 'unsupported-form' });
  });

  test('line ends stay', () => {
    const source = COMPOSE.replaceAll('\n', '\r\n');
    const text = textOf(setValue(source, ['services', 'app', 'environment', 'N'], 1));
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('a file that cannot be read is left alone', () => {
    expect(setValue('a: [', ['a'], 1)).toEqual({ ok: false, reason: 'not-parseable' });
  });
});

describe('Dockerfile', () => {
  const source =
    'FROM --platform=$BUILDPLATFORM node:14 AS b # old\nENV A=1 \\\n    SECRET="a b" \\\n    C=3\nRUN <<EOF\nFROM x\nEOF\nARG TOKEN=abc\n';

  test.each<[string, Edited, string, string]>([
    ['the base image', setBaseImage(source, 1, 'node:22'), 'node:14', 'node:22'],
    ['a variable between others', removeVariable(source, 2, 'SECRET'), '    SECRET="a b" \\\n', ''],
    ['the last variable', removeVariable(source, 2, 'C'), ' \\\n    C=3', ''],
    ['the first variable', removeVariable(source, 2, 'A'), ' A=1', ''],
    ['an instruction with one variable', removeVariable(source, 8, 'TOKEN'), 'ARG TOKEN=abc\n', ''],
    ['lines after a heredoc', insertAfter(source, 5, ['USER app']), 'EOF\nARG', 'EOF\nUSER app\nARG'],
    ['lines before', insertBefore(source, 5, ['USER app']), 'RUN <<', 'USER app\nRUN <<'],
    ['a flag', addFlag(source, 5, '--network=none'), 'RUN <<', 'RUN --network=none <<'],
    ['a piece', replaceInInstruction(source, 8, { before: 'abc', after: 'def' }), 'abc', 'def'],
  ])('%s', (_, edited, before, after) => {
    expect(textOf(edited)).toBe(source.replace(before, after));
  });

  test.each([
    ['ARG TOKEN\nRUN x\n', 'RUN x\n'],
    ['ARG TOKEN=a\nRUN x\n', 'RUN x\n'],
    ['ARG A TOKEN B=c\n', 'ARG A B=c\n'],
    ['ARG TOKEN2 TOKEN="a b"\n', 'ARG TOKEN2\n'],
  ])('an argument: %j', (source, expected) => {
    expect(textOf(removeVariable(source, 1, 'TOKEN'))).toBe(expected);
  });

  test('a name that no shell could read goes like any other', () => {
    expect(textOf(removeVariable('ENV A(B one two\nRUN x\n', 1, 'A(B'))).toBe('RUN x\n');
    expect(removeVariable('ENV A.B one\n', 1, 'A+B')).toEqual({ ok: false, reason: 'not-found' });
  });

  test('a piece that is there twice is refused', () => {
    expect(replaceInInstruction('RUN a && a\n', 1, { before: 'a', after: 'b' })).toEqual({
      ok: false,
      reason: 'ambiguous',
    });
  });

  test('a word is not a part of one', () => {
    const source = 'RUN apt-get install python-dev \\\n  python\n';
    expect(replaceInInstruction(source, 1, { before: 'python', after: 'python3', isWord: true })).toEqual({
      ok: true,
      text: 'RUN apt-get install python-dev \\\n  python3\n',
    });
    expect(replaceInInstruction(source, 1, { before: 'dev', after: 'x', isWord: true })).toMatchObject({ ok: false });
  });
});

describe('.dockerignore and JSON', () => {
  test('patterns', () => {
    expect(textOf(allowPath('*.sh\r\n', 'run.sh'))).toBe('*.sh\r\n!run.sh\r\n');
    expect(textOf(ignorePath('a', 'b'))).toBe('a\nb\n');
    expect(textOf(removePattern('a\nb\nc\n', 'b'))).toBe('a\nc\n');
    expect(removePattern('a\n', 'b').ok).toBe(false);
  });

  test.each([
    ['there is no repository', {}, 'no-file'],
    ['there is no such file yet', { '.git/HEAD': 'ref: refs/heads/main\n' }, '.env\n'],
    ['a pattern does it already', { '.gitignore': 'node_modules\n.env*\n' }, 'no-change'],
    ['it is not ignored', { '.gitignore': 'node_modules' }, 'node_modules\n.env\n'],
  ])('.env is kept out of git where %s', (_, files: Readonly<Record<string, string>>, expected) => {
    const change = { kind: 'ignore', file: '.gitignore', add: '.env' } as const;
    const made = make(change, { read: (path) => files[path] ?? null }, () => null);
    expect(made.ok ? made.edit.after : made.reason).toBe(expected);
  });

  test('comments and trailing commas stay', () => {
    const source = '{\n    // why\n    "a": 1, /* x */\n    "b": [1, 2,],\n}\n';
    expect(textOf(setJson(source, ['a'], 2))).toBe(source.replace('"a": 1', '"a": 2'));
    expect(textOf(removeJson(source, ['b', 0]))).toContain('// why');
    expect(setJson('{"a": ', ['a'], 1).ok).toBe(false);
  });
});

const CORPUS = join(import.meta.dirname, '../../corpus');
const projects = readdirSync(CORPUS)
  .map((name) => join(CORPUS, name, 'project'))
  .filter((path) => existsSync(path));

function corpusFiles(pattern: RegExp): readonly string[] {
  return projects.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => pattern.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
}

/** All that is not the inserted text stands where it stood. */
function expectOnlyInserted(before: string, after: string): void {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  expect(head + tail).toBe(before.length);
}

describe('every recorded project', () => {
  test('a line after each instruction adds one instruction and moves nothing', () => {
    const files = corpusFiles(/Dockerfile/);
    expect(files.length).toBeGreaterThan(50);
    for (const source of files) {
      const instructions = parseInstructions(source);
      for (const [index, { line }] of instructions.entries()) {
        const after = textOf(insertAfter(source, line, ['LABEL drydock=1']));
        expectOnlyInserted(source, after);
        expect(parseInstructions(after).map(({ text }) => text)).toEqual(
          instructions.map(({ text }) => text).toSpliced(index + 1, 0, 'LABEL drydock=1'),
        );
      }
    }
  });

  test('a variable for each service of each Compose file', () => {
    const files = corpusFiles(/compose.*\.ya?ml$/);
    expect(files.length).toBeGreaterThan(20);
    let edits = 0;
    for (const source of files) {
      const before = (() => {
        try {
          return parse(source, { merge: true }) as { services?: Record<string, unknown> } | null;
        } catch {
          return null;
        }
      })();
      for (const service of Object.keys(before?.services ?? {})) {
        const edited = setValue(source, ['services', service, 'x-drydock'], 'a b');
        if (!edited.ok) continue;
        edits++;
        expectOnlyInserted(source, edited.text);
      }
    }
    expect(edits).toBeGreaterThan(40);
  });
});

describe('JSON for a strict reader', () => {
  test.each([
    ['{"a": ["x",], }\n', '{"a": ["x"] }\n'],
    [
      '{\r\n  // why\r\n  "a": 1, /* two */\r\n  "b": "x,}" ,\r\n}\r\n',
      '{\r\n  \r\n  "a": 1, \r\n  "b": "x,}" \r\n}\r\n',
    ],
    ['{"a": 1, // last\n}', '{"a": 1 \n}'],
    ['{"url": "http://x", "b": [1, 2]}', '{"url": "http://x", "b": [1, 2]}'],
  ])('%j becomes %j', (source, expected) => {
    expect(textOf(strictJson(source))).toBe(expected);
    expect(() => JSON.parse(expected) as unknown).not.toThrow();
  });

  test.each(['{"a": 1 "b": 2}', '{"a": }', '{"a": 1,,}', '', '{"a": "x'])('%j is left to a person', (source) => {
    expect(strictJson(source)).toEqual({ ok: false, reason: 'not-parseable' });
  });

  test('an item is recognised by what it is, not by its number alone', () => {
    const source = '{"registry-mirrors": ["http://a", "http://b"]}';
    expect(holdsJson(source, ['registry-mirrors', 1], 'http://b')).toBe(true);
    expect(holdsJson(source, ['registry-mirrors', 0], 'http://b')).toBe(false);
    expect(holdsJson(source, ['credsStore'], 'desktop')).toBe(false);
  });
});

test.each([
  ['ENV A=1 KEY="s k \\"x\\"" B=2', 's k "x"'],
  ["ENV KEY='a$b'", 'a$b'],
  ['ENV KEY=a\\ b', 'a b'],
  ['ENV KEY=$OTHER', null],
  ['ENV KEY=1 KEY=2', null],
  ['ARG KEY=1', null],
  ['ENV OTHER=1', null],
])('the value that %s gives', (instruction, value) => {
  expect(valueOfVariable(`FROM scratch\n${instruction}\n`, 2, 'KEY')).toBe(value);
});
