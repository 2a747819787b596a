import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const jenkinsDockerMissing = condition({
  id: 'jenkins-docker-missing',
  stage: 'ci',
  title: { en: 'The docker command is not installed on the CI agent', zh: 'CI agent 上没有安装 docker 命令' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'Cannot run program "docker"',
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['docker: not found', 'docker: command not found'],
      pattern:
        /(?:script\.sh(?:\.copy)?|eval|bash|sh|environment|_temp\/[\w-]{1,60}\.sh)[^\n]{0,60}: docker: (?:command )?not found$/,
      when: (event) => event.step === undefined && (event.kind !== 'output' || event.by === 'unknown'),
    },
  ],

  headline: () => ({
    en: 'This agent has no docker command',
    zh: '该 agent 没有 docker 命令',
  }),
  why: {
    en: `The shell of the job looked for docker on its PATH and found none. The job runs in an agent image or on a
      machine without the docker command; nothing was built.`,
    zh: `作业的 shell 在 PATH 中没有找到 docker。
      作业运行在没有 docker 命令的 agent 镜像或机器上；还没有开始构建。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-an-agent-with-docker',
      title: { en: 'Use an image or agent that has it', zh: '使用带 docker 的镜像或 agent' },
      risk: 'reversible',
      steps: [
        edit(
          '.gitlab-ci.yml',
          { en: 'GitLab', zh: 'GitLab 的写法' },
          { after: 'image: docker:27\nservices:\n  - docker:dind' },
        ),
        edit(
          'Jenkinsfile',
          { en: 'Jenkins: a label of agents with Docker', zh: 'Jenkins：选择带 Docker 的 agent' },
          { after: "agent { label 'docker' }" },
        ),
      ],
    },
    {
      id: 'install-it',
      title: { en: 'Or install the command and give the agent an engine', zh: '或者安装该命令并为 agent 提供引擎' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo apt-get update && sudo apt-get install -y docker-ce-cli docker-buildx-plugin',
          'winget install Docker.DockerCLI; winget install Docker.Buildx',
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'jenkinsci/durable-task-plugin',
      path: 'src/main/java/org/jenkinsci/plugins/durabletask/BourneShellScript.java',
    },
  ],
});

export default jenkinsDockerMissing;

export const examples: ExamplesOf<typeof jenkinsDockerMissing> = [
  {
    name: 'a Jenkins agent',
    log: `+ docker build -t app .
/var/jenkins_home/workspace/app@tmp/durable-3d0f1c2a/script.sh: 1: docker: not found
`,
    matches: {},
  },
  {
    name: 'docker is missing in the image',
    log: `#9 [3/5] RUN docker version
#9 0.400 /bin/sh: 1: docker: not found
#9 ERROR: process "/bin/sh -c docker version" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c docker version" did not complete successfully: exit code: 127
`,
    matches: false,
  },
];
