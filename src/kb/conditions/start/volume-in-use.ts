import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const volumeInUse = condition({
  id: 'volume-in-use',
  stage: 'start',
  title: { en: 'The volume cannot be removed: a container uses it', zh: '卷无法删除：有容器在使用' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ': volume is in use',
      pattern: /remove (?<volume>[\w.-]{1,255}): volume is in use(?: - \[(?<container>[0-9a-f]{12}))?/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ volume: group('volume'), container: group('container') }),

  headline: ({ volume, container }) => ({
    en: `The volume ${volume} is used by ${container === '' ? 'a container' : `container ${container}`}`,
    zh: `卷 ${volume} 正被${container === '' ? '某个容器' : `容器 ${container} `}使用`,
  }),
  why: {
    en: `A container, running or stopped, refers to this volume, so the engine keeps it. That is a protection of the data in it.`,
    zh: `有容器（无论运行还是停止）引用该卷，所以引擎不删除它。这是对其中数据的保护。`,
  },

  retry: 'useless',
  remedies: ({ volume, container }) => [
    {
      id: 'see-who-uses-it',
      title: { en: 'See which containers refer to it', zh: '查看哪些容器引用它' },
      risk: 'read',
      steps: [look(['docker', 'ps', '--all', '--filter', `volume=${volume}`])],
    },
    {
      id: 'stop-that-container',
      title: { en: 'Stop that container, and back the volume up before anything else', zh: '停止该容器，并先备份卷' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'stop', container === '' ? 'CONTAINER' : container], 'disruptive'),
        run(
          [
            'docker',
            'run',
            '--rm',
            '-v',
            `${volume}:/from:ro`,
            '-v',
            './backup:/to',
            'alpine',
            'tar',
            'czf',
            '/to/volume.tgz',
            '-C',
            '/from',
            '.',
          ],
          'reversible',
        ),
        advise(
          'Whether the volume may go is for you to decide; its data cannot be brought back.',
          '卷能不能删由你决定；其中的数据无法恢复。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/volume/service/errors.go', symbol: 'errVolumeInUse' }],
});

export default volumeInUse;

export const examples: ExamplesOf<typeof volumeInUse> = [
  {
    name: 'docker volume rm',
    log: `Error response from daemon: remove shop_pgdata: volume is in use - [85de6ea6201ef97ab409365b7451affee119349571b79fae5a6f12c30cd52e9a]
`,
    matches: { volume: 'shop_pgdata', container: '85de6ea6201e' },
    verdict: 'confirmed',
  },
  {
    name: 'an image is in use',
    log: `Error response from daemon: conflict: unable to delete 6a25b82ac572 (must be forced) - image is being used by stopped container a71d7cbfc011
`,
    matches: false,
  },
];
