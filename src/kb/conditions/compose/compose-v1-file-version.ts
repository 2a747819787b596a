import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run, shell } from '#core/model/steps.ts';

const composeV1FileVersion = condition({
  id: 'compose-v1-file-version',
  stage: 'compose',
  title: {
    en: 'The old docker-compose (v1) cannot handle this file or this engine',
    zh: '旧版 docker-compose（v1）处理不了该文件或该引擎',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        "because you're using the wrong Compose file version",
        'Not supported URL scheme http+docker',
        "KeyError: 'ContainerConfig'",
        "ERROR: 'ContainerConfig'",
      ],
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    { on: 'error', says: "'ContainerConfig'", pattern: /^'ContainerConfig'$/, strength: 'states' },
    {
      on: 'output',
      says: "No module named 'distutils'",
      also: [{ says: ['docker-compose', 'compose/cli', 'dockerpycreds'], within: 'log' }],
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],

  headline: () => ({
    en: 'docker-compose v1 is in use; it is no longer maintained and fails here',
    zh: '正在使用已停止维护的 docker-compose v1，它在这里失败',
  }),
  why: {
    en: `The Python program docker-compose ended in 2023. It does not know the newer file format, breaks with newer Python libraries,
      and cannot recreate containers of engines since 25 (KeyError 'ContainerConfig'). The file itself is fine for "docker compose".`,
    zh: `Python 版 docker-compose 已于 2023 年停止维护。它不认识新的文件格式，在新的 Python 库下会出错，
      也无法在 25 及以上的引擎上重建容器（KeyError 'ContainerConfig'）。该文件对 “docker compose” 没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-the-plugin',
      title: { en: 'Use the plugin: docker compose, with a blank', zh: '改用插件：docker compose（中间是空格）' },
      risk: 'disruptive',
      steps: [
        look(['docker', 'compose', 'version']),
        shell('sudo apt-get install docker-compose-plugin', 'docker compose version', 'reversible', {
          note: {
            en: 'From the Docker repository; Docker Desktop has it already.',
            zh: '来自 Docker 软件源；Docker Desktop 自带。',
          },
        }),
        run(['docker', 'compose', 'up', '-d'], 'disruptive', {
          note: {
            en: "After 'ContainerConfig': remove the container (not its volumes) first, with docker rm.",
            zh: '出现 ContainerConfig 后：先用 docker rm 删除该容器（不删卷）。',
          },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'docker/compose', path: 'compose/config/config.py', symbol: 'VERSION_EXPLANATION' },
    { repo: 'docker/docker-py', path: 'docker/transport/unixconn.py' },
  ],
});

export default composeV1FileVersion;

export const examples: ExamplesOf<typeof composeV1FileVersion> = [
  {
    name: 'a newer file',
    log: `ERROR: Version in "./docker-compose.yml" is unsupported. You might be seeing this error because you're using the wrong Compose file version. Either specify a supported version (e.g "2.2" or "3.3") and place your service definitions under the \`services\` key.
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'v2 only warns',
    log: `time="2026-11-22T14:02:09Z" level=warning msg="/srv/shop/docker-compose.yml: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion"
`,
    matches: false,
    is: null,
  },
];
