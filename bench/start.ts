import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { generate } from './generate.ts';

const SERVICES = ['web', 'api', 'worker', 'mail', 'cache', 'db'];

/** A failed build of 20 KB. */
export function smallLog(folder: string): string {
  const path = join(folder, 'small.log');
  generate(path, 'plain', 20_000, 8);
  return path;
}

/** A well Compose project of six services, two of which are built. */
export function projectOfSix(folder: string): string {
  const project = join(folder, 'six');
  mkdirSync(project, { recursive: true });
  const services = SERVICES.map((name, index) => {
    const image = index < 2 ? '    build: .\n' : `    image: registry.example/${name}:1.${index}\n`;
    const needs = index < 3 ? '    depends_on: [cache, db]\n' : '';
    return `  ${name}:\n${image}    ports: ["${8000 + index}:80"]\n${needs}`;
  });
  writeFileSync(join(project, 'compose.yaml'), `services:\n${services.join('')}`);
  writeFileSync(
    join(project, 'Dockerfile'),
    'FROM registry.example/node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "."]\n',
  );
  return project;
}
