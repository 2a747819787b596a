import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const wslIntegrationOff = condition({
  id: 'wsl-integration-off',
  stage: 'desktop',
  title: {
    en: 'Docker Desktop is not switched on for this WSL distribution',
    zh: 'Docker Desktop 没有为该 WSL 发行版启用',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'could not be found in this WSL ',
        'We recommend to activate the WSL integration in Docker Desktop settings',
      ],
      pattern:
        /The command '(?<command>[\w-]{1,60})' could not be found in this WSL (?<version>[12])|activate the WSL integration/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'This WSL distribution has no docker command: the integration of Docker Desktop is off',
    zh: '该 WSL 发行版没有 docker 命令：Docker Desktop 的集成没有开启',
  }),
  why: {
    en: `Docker Desktop puts the docker command into a distribution only while it runs and the integration is on for
      it. What answered is a stub that Desktop leaves behind. WSL 1 distributions cannot be integrated.`,
    zh: `只有 Docker Desktop 在运行且为该发行版开启集成时，才会提供 docker 命令。
      现在响应的是 Desktop 留下的占位脚本。WSL 1 发行版无法集成。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'switch-it-on',
      title: { en: 'Start Docker Desktop and switch the integration on', zh: '启动 Docker Desktop 并开启集成' },
      risk: 'disruptive',
      steps: [
        advise(
          'Settings → Resources → WSL integration: switch the distribution on, Apply & restart, and open a new terminal.',
          'Settings → Resources → WSL integration：打开该发行版的开关，点 Apply & restart，再重新打开终端。',
          'desktop-windows',
        ),
      ],
    },
    {
      id: 'convert-distribution',
      title: { en: 'A WSL 1 distribution: convert it', zh: 'WSL 1 发行版：转换为 WSL 2' },
      risk: 'disruptive',
      steps: [
        shell(
          'wsl.exe -l -v',
          'wsl -l -v; wsl --export <distribution> backup.tar; wsl --set-version <distribution> 2',
          'disruptive',
          { on: 'desktop-windows' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }],
});

export default wslIntegrationOff;

export const examples: ExamplesOf<typeof wslIntegrationOff> = [
  {
    name: 'docker in Ubuntu',
    log: `The command 'docker' could not be found in this WSL 2 distro.
We recommend to activate the WSL integration in Docker Desktop settings.

For details about using Docker Desktop with WSL 2, visit:

https://docs.docker.com/go/wsl2/
`,
    matches: {},
  },
  {
    name: 'a command is missing in a step',
    log: `#9 [3/5] RUN docker version
#9 0.400 /bin/sh: 1: docker: not found
#9 ERROR: process "/bin/sh -c docker version" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c docker version" did not complete successfully: exit code: 127
`,
    matches: false,
  },
];
