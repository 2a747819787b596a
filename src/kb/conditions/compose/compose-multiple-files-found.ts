import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const composeMultipleFilesFound = condition({
  id: 'compose-multiple-files-found',
  stage: 'compose',
  role: 'warning',
  title: {
    en: 'Two Compose files lie side by side; one is ignored',
    zh: '同一目录有两个 Compose 文件，其中一个被忽略',
  },

  signatures: [
    {
      on: ['warning', 'output'],
      says: 'Found multiple config files with supported names: ',
      pattern: /supported names: (?<files>[^\n]{1,300})/,
    },
  ],
  facts: (group) => ({ files: group('files') }),

  headline: ({ files }) => ({
    en: `Compose found several files and uses the first: ${files}`,
    zh: `Compose 找到了多个文件，只使用第一个：${files}`,
  }),
  why: {
    en: `compose.yaml comes before docker-compose.yml. Edits to the other file have no effect, which is easily taken for a cache.`,
    zh: `compose.yaml 优先于 docker-compose.yml。对另一个文件的修改不起作用，容易误以为是缓存问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'keep-one-file',
      title: { en: 'Keep one of the two, or name the one you mean', zh: '只保留一个，或指明要用的那个' },
      risk: 'reversible',
      steps: [
        edit(
          '.env',
          { en: 'Names the file for every command.', zh: '为所有命令指定文件。' },
          { after: 'COMPOSE_FILE=compose.yaml' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'cli/options.go', symbol: 'findFiles' }],
});

export default composeMultipleFilesFound;

export const examples: ExamplesOf<typeof composeMultipleFilesFound> = [
  {
    name: 'both names',
    log: `time="2026-11-22T14:02:09Z" level=warning msg="Found multiple config files with supported names: /srv/shop/compose.yaml, /srv/shop/docker-compose.yml"
time="2026-11-22T14:02:09Z" level=warning msg="Using /srv/shop/compose.yaml"
`,
    matches: { files: '/srv/shop/compose.yaml, /srv/shop/docker-compose.yml' },
  },
  {
    name: 'no file at all',
    log: `no configuration file provided: not found
`,
    matches: false,
    is: 'compose-no-config-file',
  },
];
