import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { checkProject } from '#app/check.ts';
import { kindOf } from '#core/model/check.ts';
import { placeOf } from '#core/report/check-terminal.ts';
import { openHost } from '#host/host.ts';

const FOLDERS = [join(import.meta.dirname, 'projects'), join(import.meta.dirname, '../../lab/stacks')];
const projects = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

test('there are projects of many kinds', () => {
  expect(projects.length).toBeGreaterThanOrEqual(30);
});

test.each(projects)('%s is healthy, and nothing is said against it', async (project) => {
  const { findings } = await checkProject(openHost({ project }));
  expect(
    findings
      .filter((one) => kindOf(one) !== 'note')
      .map((one) => `${one.condition} ${placeOf(one)}: ${one.headline.en}`),
  ).toEqual([]);
});
