import { expect, test } from 'vitest';

import { renamePackage, successorOf } from '#kb/shared/renamed-packages.ts';

test.each([
  ['netcat', 'netcat-openbsd'],
  ['libpng12-dev', 'libpng-dev'],
  ['python-pip', 'python3-pip'],
  ['python', 'python-is-python3'],
  ['python-dev', 'python-dev-is-python3'],
  ['python-is-python3', undefined],
  ['php7.0-xml', 'php-xml'],
  ['php5', 'php'],
  ['php-xml', undefined],
  ['openjdk-8-jre-headless', 'default-jre-headless'],
  ['libssl1.1', undefined],
  ['constructor', undefined],
])('%s', (name, expected) => {
  expect(successorOf(name)).toBe(expected);
});

test('only the package itself is written otherwise, and only where it stands once', () => {
  const toCurl4 = { before: 'libcurl3', after: 'libcurl4' };
  const replaced = (instruction: string): unknown => {
    const [step] = renamePackage('libcurl3', { dockerfile: 'Dockerfile', line: 2, instruction })?.steps ?? [];
    return step?.kind === 'edit' && step.makes?.kind === 'dockerfile' ? step.makes.replace : undefined;
  };
  expect(replaced('RUN apt-get install -y libcurl3')).toMatchObject(toCurl4);
  expect(replaced('RUN apt-get install -y libcurl3-dbg')).toBeUndefined();
  expect(replaced('RUN apt-get install -y libcurl3-dbg libcurl3')).toMatchObject(toCurl4);
  expect(replaced('RUN apt-get install -y libcurl3 && apt-mark hold libcurl3')).toBeUndefined();
});
