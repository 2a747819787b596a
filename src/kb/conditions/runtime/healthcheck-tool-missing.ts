import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { edit, run } from '#core/model/steps.ts';

import { lacksTool } from '../../shared/known-images.ts';
import { ancestry, instructionsOf, stageNamed, textOf } from '../../shared/dockerfiles.ts';
import { builtBy } from '../../shared/targets.ts';
import type { ProjectDockerfile, ProjectService } from '#core/model/probes/project.ts';

const healthcheckToolMissing = condition({
  id: 'healthcheck-tool-missing',
  stage: 'runtime',
  title: { en: 'The health check uses a tool the image does not have', zh: '健康检查用到的工具不在镜像里' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['FailingStreak', 'Health check failed', 'ealth check for container'],
      pattern:
        /(?:\/bin\/(?:ba|da)?sh: (?:\d+: |line \d+: )?|bash: (?:line \d+: )?|sh: (?:\d+: )?)(?<tool>[\w.-]{1,40}): (?:command )?not found/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error', 'daemon'],
      says: ['FailingStreak', 'ealth check for container'],
      pattern: /exec: \\*"(?<tool>[\w./-]{1,80})\\*": (?:executable file not found in \$PATH|stat )/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ tool: group('tool') }),

  headline: ({ tool }) => ({
    en: `The health check always fails: ${tool} is not in the image`,
    zh: `健康检查总是失败：镜像里没有 ${tool}`,
  }),
  why: {
    en: `The engine runs the check inside the container, so its command must exist there. Slim, Alpine and distroless images have no curl;
      BusyBox images have wget. The service itself may be perfectly well.`,
    zh: `引擎在容器内部执行健康检查，所以命令必须存在于容器里。slim、Alpine、distroless 镜像没有 curl；
      BusyBox 镜像有 wget。服务本身可能完全正常。`,
  },

  ahead: {
    asks: ['project.services', 'project.dockerfiles'],
    finds: ({ 'project.services': services = [], 'project.dockerfiles': dockerfiles = [] }) =>
      services.flatMap((service) => {
        const tool = toolOf(service.healthcheck ?? []);
        if (tool === undefined) return [];
        const base = baseWithout(tool, service, dockerfiles);
        if (base === undefined) return [];
        return [
          {
            facts: { tool },
            how: 'likely' as const,
            tells: {
              en: `The health check of ${service.name} calls ${tool}; ${base} does not have it, and nothing installs it.`,
              zh: `${service.name} 的健康检查调用 ${tool}；${base} 中没有它，也没有安装它的步骤。`,
            },
            at: { key: ['services', service.name, 'healthcheck', 'test'] },
            service: service.name,
          },
        ];
      }),
  },

  evidence: {
    services: onlyToRepair('project.services'),
    dockerfiles: onlyToRepair('project.dockerfiles'),
  },

  retry: 'useless',
  remedies: ({ tool }, { services = [], dockerfiles = [] }) => [
    ...services.flatMap((service) => sameWithAnother(tool, service, dockerfiles) ?? []).slice(0, 1),
    {
      id: 'use-what-is-there',
      title: { en: 'Check with a tool the image has', zh: '改用镜像里有的工具' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `Replace ${tool}; take the line that fits the image (BusyBox, Python or Node).`,
            zh: `替换 ${tool}；按镜像选择一行（BusyBox、Python 或 Node）。`,
          },
          {
            after: `test: ["CMD-SHELL", "wget -q --spider http://127.0.0.1:8000/health || exit 1"]
test: ["CMD", "python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health')"]
test: ["CMD", "node", "-e", "fetch('http://127.0.0.1:8000/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]`,
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
    {
      id: 'install-it',
      title: { en: 'Or install it in the image', zh: '或在镜像里安装它' },
      risk: 'disruptive',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Debian and Ubuntu; on Alpine use apk add --no-cache.',
            zh: 'Debian 和 Ubuntu；Alpine 用 apk add --no-cache。',
          },
          {
            after: `RUN apt-get update && apt-get install -y --no-install-recommends ${/^[\w.-]+$/.test(tool) ? tool : 'curl'} && rm -rf /var/lib/apt/lists/*`,
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--build', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/health.go', symbol: 'handleProbeResult' }],
});

/** The same request by a program that the image has for certain, because the service itself is run by it. */
function sameWithAnother(
  tool: string,
  service: ProjectService,
  dockerfiles: readonly ProjectDockerfile[],
): Remedy | undefined {
  const url = toolOf(service.healthcheck ?? []) === tool ? requestedBy(service.healthcheck ?? []) : undefined;
  const program = runnerOf(service, dockerfiles);
  if (url === undefined || program === undefined) return undefined;
  const test = ['CMD', program, ...requestWith(program, url)];
  return {
    id: 'same-request-with-another-tool',
    title: {
      en: `Let ${program} make the same request: ${service.name} is run by it`,
      zh: `改用 ${program} 发出同样的请求：${service.name} 就是由它运行的`,
    },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        {
          en: `In the health check of ${service.name}; address, interval and limits stay.`,
          zh: `在 ${service.name} 的健康检查中；地址、间隔和期限都不变。`,
        },
        {
          after: `test: ${JSON.stringify(test)}`,
          makes: { kind: 'yaml', path: ['services', service.name, 'healthcheck', 'test'], set: test },
        },
      ),
    ],
  };
}

/** Options that change neither the request nor what counts as success. */
const PLAIN_OPTION =
  /^(?:-[fsSLqO]+-?|-o|-O|-|\/dev\/null|--(?:fail|silent|show-error|location|quiet|spider|no-verbose|tries=\d+|output-document=\S+))$/;

/** The address, where the check is one request and nothing else. */
function requestedBy(test: readonly string[]): string | undefined {
  const [, ...words] = test
    .slice(1)
    .join(' ')
    .replace(/\s*\|\|\s*exit 1\s*$/, '')
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  const [address, ...more] = words.filter((word) => !PLAIN_OPTION.test(word));
  return address !== undefined && more.length === 0 && /^https?:\/\/[\w.:/?=&%~-]+$/.test(address)
    ? address
    : undefined;
}

/** The interpreter that the last CMD or ENTRYPOINT of the service's own Dockerfile begins with. */
function runnerOf(service: ProjectService, dockerfiles: readonly ProjectDockerfile[]): string | undefined {
  const dockerfile = dockerfiles.find((one) => builtBy(one, [service]).length > 0);
  if (dockerfile === undefined) return undefined;
  const named = service.build?.target === undefined ? undefined : stageNamed(dockerfile, service.build.target);
  const stage = named ?? dockerfile.stages.length - 1;
  const own = instructionsOf(dockerfile, stage);
  for (const keyword of ['ENTRYPOINT', 'CMD']) {
    const text = own.findLast((one) => one.keyword === keyword)?.text ?? '';
    const program = /^(?:(?:ENTRYPOINT|CMD)\s+)?\[?\s*"?(?:\/usr\/(?:local\/)?bin\/)?(python3?|node)(?=["\s])/.exec(
      text,
    )?.[1];
    if (program !== undefined) return program;
  }
  return undefined;
}

function requestWith(program: string, url: string): readonly string[] {
  return program === 'node'
    ? ['-e', `fetch('${url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))`]
    : ['-c', `import urllib.request as u; u.urlopen('${url}')`];
}

/** The download tool a health check begins with. */
function toolOf(test: readonly string[]): string | undefined {
  const [form = '', command = ''] = test;
  if (form !== 'CMD' && form !== 'CMD-SHELL') return undefined;
  return /^(?:\/usr\/bin\/)?(curl|wget)(?:\s|$)/.exec(command.trim())?.[1];
}

/** The image that lacks the tool: the service's own, or the one its Dockerfile ends at without ever naming the tool. */
function baseWithout(
  tool: string,
  service: ProjectService,
  dockerfiles: readonly ProjectDockerfile[],
): string | undefined {
  if (service.build === undefined) return lacksTool(service.image ?? '', tool) === true ? service.image : undefined;
  const dockerfile = dockerfiles.find((one) => builtBy(one, [service]).length > 0);
  if (dockerfile === undefined) return undefined;
  const named = service.build.target === undefined ? undefined : stageNamed(dockerfile, service.build.target);
  const stage = named ?? dockerfile.stages.length - 1;
  const base = ancestry(dockerfile, stage).at(-1)?.from ?? '';
  if (lacksTool(base, tool) !== true) return undefined;
  // Whoever names the tool, copies whole folders of programs or runs a script of its own may well bring it along.
  const text = textOf(dockerfile, stage);
  return new RegExp(`\\b${tool}\\b|--from=\\S+ /(?:usr/)?s?bin`).test(text) ? undefined : base;
}

export default healthcheckToolMissing;

export const examples: ExamplesOf<typeof healthcheckToolMissing> = [
  {
    name: 'docker inspect, shell form',
    log: `{"Status":"unhealthy","FailingStreak":5,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:01.755419429Z","ExitCode":127,"Output":"/bin/sh: curl: not found\\n"}]}
`,
    matches: { tool: 'curl' },
    verdict: 'confirmed',
  },
  {
    name: 'docker inspect, exec form',
    log: `{"Status":"unhealthy","FailingStreak":3,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:01.755419429Z","ExitCode":-1,"Output":"OCI runtime exec failed: exec failed: unable to start container process: exec: \\"wget\\": executable file not found in $PATH: unknown"}]}
`,
    matches: { tool: 'wget' },
  },
  {
    name: 'the tool is there; nothing listens',
    log: `{"Status":"unhealthy","FailingStreak":3,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:01.755419429Z","ExitCode":7,"Output":"curl: (7) Failed to connect to localhost port 8080 after 0 ms: Couldn't connect to server\\n"}]}
`,
    matches: false,
    is: 'healthcheck-wrong-target',
  },
];

export const aheadExamples: AheadExamplesOf<typeof healthcheckToolMissing> = [
  {
    name: 'curl in a slim image',
    project: {
      Dockerfile: 'FROM python:3.12-slim\nRUN pip install flask\n',
      'compose.yaml': `services:
  app:
    build: .
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8000"]
`,
    },
    finds: [{ facts: { tool: 'curl' }, how: 'likely', at: 'compose.yaml:5' }],
  },
  {
    name: 'it is installed, or Alpine has it built in',
    project: {
      Dockerfile: 'FROM python:3.12-slim\nRUN apt-get update && apt-get install -y curl\n',
      'compose.yaml': `services:
  app:
    build: .
    healthcheck: { test: "curl -f http://localhost:8000" }
  web:
    image: nginx:alpine
    healthcheck: { test: ["CMD-SHELL", "wget -q -O- http://localhost || exit 1"] }
`,
    },
    finds: [],
  },
];
