import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const composeDownTimeout = condition({
  id: 'compose-down-timeout',
  stage: 'start',
  title: { en: 'A container is being removed by another command', zh: '容器正在被另一条命令删除' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'is already in progress',
        'container is marked for removal and cannot be started',
        'is marked for removal and cannot be',
      ],
      pattern:
        /removal of container (?<container>[\w.-]{1,128}) is already in progress|is marked for removal and cannot be (?:started|connected|\w{3,20})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ container: group('container') }),

  headline: ({ container }) => ({
    en: `${container === '' ? 'The container' : `Container ${container}`} is just being removed by something else`,
    zh: `${container === '' ? '容器' : `容器 ${container} `}正在被别的操作删除`,
  }),
  why: {
    en: `Two commands work on one project at the same time (two terminals, a CI job beside a person, "up" before "down" had finished). Nothing is broken;
      the second came too early.`,
    zh: `两条命令同时操作同一个项目（两个终端、CI 与人同时操作，或 down 还没结束就执行 up）。没有任何损坏，只是第二条来得太早。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'wait-and-repeat',
      title: { en: 'Wait until it is gone, then run the command again', zh: '等它删除完，再执行一次' },
      risk: 'disruptive',
      steps: [
        look(['docker', 'ps', '--all', '--filter', 'status=removing', '--filter', 'status=dead']),
        run(['docker', 'compose', 'up', '-d'], 'disruptive'),
      ],
    },
    {
      id: 'dead-for-minutes',
      title: { en: 'If it stays for minutes: restart the engine', zh: '如果几分钟后仍在：重启引擎' },
      risk: 'disruptive',
      steps: [
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
        run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/delete.go', symbol: 'ContainerRm' },
    { repo: 'moby/moby', path: 'daemon/start.go', symbol: 'containerStart' },
  ],
});

export default composeDownTimeout;

export const examples: ExamplesOf<typeof composeDownTimeout> = [
  {
    name: 'two downs at once',
    log: `Error response from daemon: removal of container 3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4 is already in progress
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a backup in the container is in progress',
    log: `db-1  | ERROR:  a backup is already in progress
db-1 exited with code 1
`,
    matches: false,
  },
];
