import { readdirSync } from 'node:fs';

import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTypeScript from 'dependency-cruiser/config-utl/extract-ts-config';

const ruleSet = await extractConfig('./.dependency-cruiser.mjs');
const { output } = await cruise(
  ['src'],
  { ruleSet, validate: true, ...ruleSet.options },
  { extensions: ['.ts', '.js', '.mjs'] } as never,
  { tsConfig: extractTypeScript('./tsconfig.json') },
);
const { summary, modules } = output as ICruiseResult;
const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.d.ts'),
);
const seen = modules.filter(({ source }) => source.startsWith('src/')).length;

for (const { rule, from, to } of summary.violations)
  process.stderr.write(`${rule.name}: ${from} -> ${to}\n  ${commentOf(rule.name)}\n`);
// A cruiser that could not read TypeScript finds no modules and no violations: that is not a pass.
if (seen < files.length) process.stderr.write(`direction: saw ${seen} modules of ${files.length} files\n`);
if (summary.violations.length > 0 || seen < files.length) process.exitCode = 1;
else
  process.stdout.write(
    `direction: ${seen} modules, ${summary.totalDependenciesCruised} imports, all in the right direction\n`,
  );

function commentOf(name: string): string {
  return ruleSet.forbidden?.find((rule) => rule.name === name)?.comment ?? '';
}
