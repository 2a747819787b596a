import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const composeVersionObsolete = condition({
  id: 'compose-version-obsolete',
  stage: 'compose',
  role: 'warning',
  title: { en: 'The attribute "version" of the Compose file is obsolete', zh: 'Compose 文件的 “version” 属性已过时' },

  signatures: [{ on: ['warning', 'output'], says: ['the attribute `version` is obsolete', '`version` is obsolete'] }],

  headline: () => ({
    en: 'Compose ignores version: in this file; it is never the reason of a failure',
    zh: 'Compose 会忽略文件里的 version:；它从来不是失败的原因',
  }),
  why: {
    en: `The Compose specification has no versions any more. The line only asks to remove the attribute; the real error is another one.`,
    zh: `Compose 规范已不再分版本。这一行只是建议删除该属性；真正的错误是另一条。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'remove-the-line',
      title: { en: 'Remove the line, if you like', zh: '愿意的话，删掉这一行' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Delete it; nothing else changes.', zh: '删掉即可，其他不变。' },
          { before: 'version: "3.8"' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/loader.go', symbol: 'load' }],
});

export default composeVersionObsolete;

export const examples: ExamplesOf<typeof composeVersionObsolete> = [
  {
    name: 'noise before something else',
    log: `time="2026-11-22T14:02:09Z" level=warning msg="/srv/shop/docker-compose.yml: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion"
`,
    matches: {},
  },
  {
    name: 'Compose v1 refuses the version',
    log: `ERROR: Version in "./docker-compose.yml" is unsupported. You might be seeing this error because you're using the wrong Compose file version.
`,
    matches: false,
    is: 'compose-v1-file-version',
  },
];
