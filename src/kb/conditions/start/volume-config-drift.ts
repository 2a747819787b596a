import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const volumeConfigDrift = condition({
  id: 'volume-config-drift',
  stage: 'start',
  title: {
    en: 'A volume exists with other options than the compose file says',
    zh: '卷已存在，但选项与 compose 文件不同',
  },

  signatures: [
    {
      on: ['error', 'output', 'warning'],
      says: "exists but doesn't match configuration in compose file",
      pattern: /Volume "(?<volume>[^"]{1,255})" exists but doesn't match/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'Configuration for volume ',
      pattern: /Configuration for volume (?<volume>\S{1,255}) specifies "[^"]{1,60}" /,
      strength: 'states',
    },
  ],
  facts: (group) => ({ volume: group('volume') }),

  headline: ({ volume }) => ({
    en: `The volume ${volume} was made with other options; answer no to "Recreate (data will be lost)?"`,
    zh: `卷 ${volume} 创建时用的是别的选项；对 "Recreate (data will be lost)?" 请回答 no`,
  }),
  why: {
    en: `Options and labels of a volume are fixed when it is made. Compose can only make it anew, which deletes everything in it. With -y or --yes it
      would not even ask.`,
    zh: `卷的选项和标签在创建时就固定了。Compose 只能重建它，而那会删除其中的一切。加了 -y 或 --yes 时甚至不会询问。`,
  },

  retry: 'useless',
  remedies: ({ volume }) => [
    {
      id: 'compare-options',
      title: { en: 'Compare the options', zh: '比较两边的选项' },
      risk: 'read',
      steps: [look(['docker', 'volume', 'inspect', volume]), look(['docker', 'compose', 'config', '--volumes'])],
    },
    {
      id: 'keep-the-volume',
      title: { en: 'Use the volume as it is', zh: '原样使用这个卷' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Compose then does not compare it.', zh: '这样 Compose 就不再比较。' },
          {
            after: `volumes:\n  data:\n    name: ${volume}\n    external: true`,
          },
        ),
      ],
    },
    {
      id: 'new-volume-beside',
      title: { en: 'Or make a new one beside it and copy the data', zh: '或者另建新卷并复制数据' },
      risk: 'read',
      steps: [
        advise(
          'Give the volume a new name in the compose file, copy the data over with both mounted, and keep the old one until all is well.',
          '在 compose 文件中换一个新卷名，同时挂载两个卷复制数据，确认无误之前保留旧卷。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/create.go', symbol: 'ensureVolume' }],
});

export default volumeConfigDrift;

export const examples: ExamplesOf<typeof volumeConfigDrift> = [
  {
    name: 'compose v1',
    log: `ERROR: Configuration for volume pgdata specifies "device" driver_opt /srv/new, but a volume with the same name uses a different "device" driver_opt (/srv/old). If you wish to use the new configuration, please remove the existing volume "shop_pgdata" first:
$ docker volume rm shop_pgdata
`,
    matches: { volume: 'pgdata' },
    verdict: 'confirmed',
  },
  {
    name: 'a volume of somebody else: a warning only',
    log: `time="2026-11-22T14:02:09Z" level=warning msg="volume \\"pgdata\\" already exists but was not created by Docker Compose. Use \`external: true\` to use an existing volume"
`,
    matches: false,
  },
];
