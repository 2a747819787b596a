import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('there is a repository to check', () => {
  expect(files.length).toBeGreaterThan(100);
});

test('no package registry is named', () => {
  // Joined here so that this file does not name them either.
  const hosts = [
    ['registry', 'npmjs', 'org'],
    ['registry', 'yarnpkg', 'com'],
    ['deb', 'debian', 'org'],
    ['security', 'debian', 'org'],
    ['archive', 'ubuntu', 'com'],
    ['files', 'pythonhosted', 'org'],
    ['registry-1', 'docker', 'io'],
    ['auth', 'docker', 'io'],
    ['dl-cdn', 'alpinelinux', 'org'],
    ['pypi', 'org'],
    ['proxy', 'golang', 'org'],
    ['archive', 'debian', 'org'],
    ['snapshot', 'debian', 'org'],
  ].map((parts) => parts.join('.'));
  const naming = files.filter((path) => hosts.some((host) => read(path).includes(host)));
  expect(naming).toEqual([]);
});

test('links between documents lead somewhere', () => {
  const broken = files
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(ROOT, dirname(path), target)))
        .map((target) => `${path} -> ${target}`),
    );
  expect(broken).toEqual([]);
});

test('both READMEs show the same commands', () => {
  const commands = (path: string): readonly string[] =>
    [...read(path).matchAll(/```(?:sh|bash)\n([\s\S]*?)```/g)].map(([, block = '']) => block.replace(/ *#.*$/gm, ''));
  expect(commands('README.zh-CN.md')).toEqual(commands('README.md'));
});

test('source files stay small enough to read', () => {
  const long = files.filter(
    (path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.gen.ts') && read(path).split('\n').length > 320,
  );
  expect(long).toEqual([]);
});
