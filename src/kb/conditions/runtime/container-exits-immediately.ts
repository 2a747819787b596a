import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Inspected } from '#core/model/event.ts';
import { edit, look, run } from '#core/model/steps.ts';

/** A server that ends by itself that soon never served. */
const AT_ONCE = 10_000;
const SHELL = /^(?:\/usr)?(?:\/bin\/)?(?:ba|da|a|z)?sh$/;

/** A job may end: only what publishes a port, is checked for its health or is kept alive was meant to stay. */
function wasMeantToStay({ hasPublishedPorts, healthcheck, restartPolicy }: Inspected): boolean {
  return hasPublishedPorts || healthcheck !== undefined || /^(?:always|unless-stopped)$/.test(restartPolicy);
}

function endsAtOnce(inspected: Inspected | undefined): boolean {
  if (inspected?.startedAt === undefined || inspected.finishedAt === undefined || inspected.exitCode !== 0)
    return false;
  const ran = inspected.finishedAt - inspected.startedAt;
  return ran >= 0 && ran < AT_ONCE && wasMeantToStay(inspected);
}

const containerExitsImmediately = condition({
  id: 'container-exits-immediately',
  stage: 'runtime',
  title: { en: "A container's main process ends at once, without an error", zh: '容器的主进程立刻正常结束' },

  signatures: [
    { on: 'state', state: 'exited', when: (event) => event.kind === 'state' && endsAtOnce(event.inspected) },
    { on: 'state', state: 'restarting', when: (event) => event.kind === 'state' && endsAtOnce(event.inspected) },
  ],
  facts: (_, event) => {
    const command = event.kind === 'state' ? (event.inspected?.command ?? []) : [];
    return {
      service: event.service ?? '',
      command: command.join(' '),
      isShell: SHELL.test(command[0] ?? '') && command.length === 1,
    };
  },

  yieldsTo: ['entrypoint-crlf', 'missing-runtime-env'],
  headline: ({ service, command }) => ({
    en: `${service} ends at once with exit code 0${command === '' ? '' : `: "${command}" does not stay in the foreground`}`,
    zh: `${service} 一启动就以退出码 0 结束${command === '' ? '' : `："${command}" 不会停留在前台`}`,
  }),
  why: {
    en: `A container lives as long as its first process. This one ended by itself, without an error, within seconds, although the service
      publishes a port, has a health check or is to be restarted always. Usually the command starts a daemon in the background and returns,
      or it is a shell without a terminal. A job that is meant to end looks alike, but nobody checks its health.`,
    zh: `容器的寿命就是它第一个进程的寿命。这个进程几秒内就自行正常结束，而该服务发布了端口、有健康检查或要求总是重启。
      通常是命令把守护进程放到后台后就返回，或是没有终端的 shell。本来就该结束的任务看起来也一样，但没有人会给它做健康检查。`,
  },

  retry: 'useless',
  remedies: ({ service, isShell }) => [
    {
      id: 'see-what-it-runs',
      title: { en: 'See what the container runs', zh: '查看容器运行的命令' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'ps', '-a', '--no-trunc', service])],
    },
    {
      id: 'stay-in-the-foreground',
      title: isShell
        ? { en: 'Give the shell a terminal, or run the program itself', zh: '给 shell 一个终端，或直接运行程序' }
        : { en: 'Run the server in the foreground', zh: '让服务器在前台运行' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `Use the form of the command of ${service} that does not go into the background.`,
            zh: `让 ${service} 的命令使用不转入后台的形式。`,
          },
          { after: isShell ? 'tty: true\nstdin_open: true' : 'command: ["nginx", "-g", "daemon off;"]' },
        ),
        run(['docker', 'compose', 'up', '-d', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/monitor.go', symbol: 'handleContainerExit' }],
});

export default containerExitsImmediately;

export const examples: ExamplesOf<typeof containerExitsImmediately> = [
  {
    name: 'a daemon goes into the background, and is started again and again',
    log: `{"Name":"/shop-web-1","RestartCount":7,"State":{"Status":"restarting","ExitCode":0,"OOMKilled":false,"StartedAt":"2026-11-22T13:31:15Z","FinishedAt":"2026-11-22T13:31:16Z"},"Config":{"Cmd":["service","nginx","start"],"Labels":{"com.docker.compose.service":"web"}},"HostConfig":{"RestartPolicy":{"Name":"always"}}}
`,
    matches: { service: 'web', command: 'service nginx start' },
  },
  {
    name: 'the job failed',
    log: `{"Name":"/shop-migrate-1","State":{"Status":"exited","ExitCode":4,"OOMKilled":false,"StartedAt":"2026-11-22T13:31:15Z","FinishedAt":"2026-11-22T13:31:16Z"},"Config":{"Labels":{"com.docker.compose.service":"migrate"}}}
`,
    matches: false,
    is: 'service-exited',
  },
  {
    name: 'a job that ended well',
    log: `{"Name":"/shop-migrate-1","State":{"Status":"exited","ExitCode":0,"OOMKilled":false,"StartedAt":"2026-11-22T13:31:15Z","FinishedAt":"2026-11-22T13:31:16Z"},"Config":{"Labels":{"com.docker.compose.service":"migrate"}}}
`,
    matches: false,
    is: null,
  },
];
