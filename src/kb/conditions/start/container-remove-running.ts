import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const containerRemoveRunning = condition({
  id: 'container-remove-running',
  stage: 'start',
  title: { en: 'A running container cannot be removed', zh: '运行中的容器无法删除' },

  signatures: [
    {
      on: 'error',
      says: [
        'container is running: stop the container before removing',
        'container is paused and must be unpaused first',
        'You cannot remove a running container ',
      ],
      pattern: /cannot remove (?:container \\?"?\/?(?<name>[\w.-]{1,128})|a running container (?<id>[0-9a-f]{12,64}))/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ container: group('name') || group('id').slice(0, 12) }),

  headline: ({ container }) => ({
    en: `The container ${container} still runs, so it was not removed`,
    zh: `容器 ${container} 仍在运行，因此没有删除`,
  }),
  why: {
    en: `The engine removes only stopped containers, unless told to kill them. Stopping lets a database write what it holds; killing does not.`,
    zh: `引擎只删除已停止的容器，除非要求强杀。正常停止能让数据库写完数据，强杀则不能。`,
  },

  retry: 'useless',
  remedies: ({ container }) => [
    {
      id: 'look-first',
      title: { en: 'See what it is', zh: '查看它是什么' },
      risk: 'read',
      steps: [look(['docker', 'ps', '--filter', `name=${container}`])],
    },
    {
      id: 'stop-it',
      title: { en: 'Stop it', zh: '停止它' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'stop', container], 'disruptive', {
          note: { en: 'Keeps all its data.', zh: '其中的数据都会保留。' },
        }),
      ],
    },
    {
      id: 'then-remove',
      title: { en: 'Then remove it, if nothing in it is needed', zh: '确认不再需要其中内容后删除' },
      risk: 'destructive',
      loses: {
        en: 'What the container wrote outside of volumes. Volumes stay.',
        zh: '容器写在卷之外的内容。卷会保留。',
      },
      steps: [run(['docker', 'rm', container], 'destructive')],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/delete.go', symbol: 'cleanupContainer' }],
});

export default containerRemoveRunning;

export const examples: ExamplesOf<typeof containerRemoveRunning> = [
  {
    name: 'docker rm',
    log: `Error response from daemon: cannot remove container "shop-web-1": container is running: stop the container before removing or force remove
`,
    matches: { container: 'shop-web-1' },
    verdict: 'confirmed',
  },
  {
    name: 'engine 24 and before',
    log: `Error response from daemon: You cannot remove a running container 3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4. Stop the container before attempting removal or force remove
`,
    matches: { container: '3341b6103a93' },
  },
  {
    name: 'it is being removed already',
    log: `Error response from daemon: removal of container 3341b6103a93 is already in progress
`,
    matches: false,
    is: 'compose-down-timeout',
  },
];
