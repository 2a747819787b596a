import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const execIntoDeadContainer = condition({
  id: 'exec-into-dead-container',
  stage: 'runtime',
  role: 'symptom',
  title: { en: 'The container a command was meant for is not running', zh: '命令所针对的容器没有在运行' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [' is not running', 'cannot exec in a stopped container', 'cannot exec in a stopped state'],
      pattern:
        /(?:^|: )(?:[Cc]ontainer (?<container>[\w.-]{1,128}) is not running|service "(?<service>[\w.-]{1,80})" is not running|.{0,80}cannot exec in a stopped (?:container|state))/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ container: group('container'), service: group('service') || (event.service ?? '') }),

  yieldsTo: ['restart-loop'],
  headline: ({ container, service }) => ({
    en: `${service || container.slice(0, 12) || 'The container'} has stopped, so nothing can be run in it`,
    zh: `${service || container.slice(0, 12) || '容器'} 已停止，无法在其中执行命令`,
  }),
  why: {
    en: `exec, cp and attach need a running container. Why it stopped is not in this line: its exit code and its last log lines tell.`,
    zh: `exec、cp、attach 都需要容器正在运行。它为什么停止不在这一行里：要看退出码和最后的日志。`,
  },

  retry: 'useless',
  remedies: ({ container, service }) => [
    {
      id: 'see-why-it-stopped',
      title: { en: 'See how it ended', zh: '查看它是怎么结束的' },
      risk: 'read',
      steps: [
        look(['docker', 'ps', '-a']),
        look(
          service === ''
            ? ['docker', 'logs', '--tail', '100', container === '' ? '<container>' : container]
            : ['docker', 'compose', 'logs', '--tail', '100', service],
        ),
      ],
    },
    {
      id: 'start-it',
      title: {
        en: 'Start it again, or open a shell in a fresh container of the same image',
        zh: '重新启动，或用同一镜像开一个新的 shell',
      },
      risk: 'disruptive',
      steps: [
        run(
          service === ''
            ? ['docker', 'start', '-a', container === '' ? '<container>' : container]
            : ['docker', 'compose', 'up', '-d', service],
          'disruptive',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/exec.go', symbol: 'getActiveContainer' },
    { repo: 'docker/compose', path: 'pkg/compose/containers.go', symbol: 'getSpecifiedContainer' },
  ],
});

export default execIntoDeadContainer;

export const examples: ExamplesOf<typeof execIntoDeadContainer> = [
  {
    name: 'docker exec',
    log: `Error response from daemon: container 4696d0977ce0667ac7dc5a6e77a46a02a029968877ea2b7d9b59c9bf24bfdf66 is not running
`,
    matches: { container: '4696d0977ce0667ac7dc5a6e77a46a02a029968877ea2b7d9b59c9bf24bfdf66' },
  },
  {
    name: 'docker compose exec',
    log: `service "web" is not running
`,
    matches: { service: 'web' },
  },
  {
    name: 'the engine itself is not there',
    log: `Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: false,
  },
];
