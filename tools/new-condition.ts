import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';

import { STAGES } from '#core/model/condition.ts';

import { CONDITIONS } from './conditions.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { into: { type: 'string', default: CONDITIONS } },
});
const [stage = '', id = ''] = positionals;
const path = join(values.into, stage, `${id}.ts`);

if (!STAGES.some((one) => one === stage)) fail(`"${stage}" is no stage. Stages: ${STAGES.join(', ')}`);
else if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))
  fail(`"${id}" is no id: small letters and digits, words joined by "-", naming the failure`);
else if (existsSync(path)) fail(`${relative(process.cwd(), path)} exists already`);
else {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, template());
  process.stdout.write(
    `${relative(process.cwd(), path)}\nFill in every TODO, then: npm run gen && npx vitest run test/contract -t ${id}\n`,
  );
}

function fail(message: string): void {
  process.stderr.write(`new-condition: ${message}\nusage: npm run new-condition -- STAGE ID\n`);
  process.exitCode = 2;
}

function template(): string {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/^(\d)/, '_$1');
  return `import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise } from '#core/model/steps.ts';

const ${name} = condition({
  id: '${id}',
  stage: '${stage}',
  title: { en: 'TODO what fails, in one line', zh: 'TODO 一句话说明故障' },

  signatures: [
    {
      on: 'output',
      says: 'TODO the literal upstream prints',
      pattern: /TODO the literal (?<what>\\w{1,80}) prints/,
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({ en: \`TODO what fails: \${what}\`, zh: \`TODO 故障：\${what}\` }),
  why: {
    en: \`TODO what was checked, why the answer is no, what it is mistaken for.\`,
    zh: \`TODO 检查了什么、为何不通过、容易与什么混淆。\`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'todo',
      title: { en: 'TODO the safe move', zh: 'TODO 安全的处理办法' },
      risk: 'read',
      steps: [advise('TODO.', 'TODO 说明。')],
    },
  ],

  sources: [{ repo: 'TODO/upstream', path: 'TODO' }],
});

export default ${name};

export const examples: ExamplesOf<typeof ${name}> = [
  {
    name: 'TODO the failure',
    log: \`#5 [2/2] RUN todo
#5 0.100 TODO the literal upstream prints
#5 ERROR: process "/bin/sh -c todo" did not complete successfully: exit code: 1
ERROR: failed to build: failed to solve: process "/bin/sh -c todo" did not complete successfully: exit code: 1
\`,
    matches: { what: 'upstream' },
  },
  {
    name: 'TODO a near miss',
    log: \`#5 [2/2] RUN todo
#5 0.100 something else
#5 ERROR: process "/bin/sh -c todo" did not complete successfully: exit code: 1
\`,
    matches: false,
    is: null,
  },
];
`;
}
