import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const bindSourceMissing = condition({
  id: 'bind-source-missing',
  stage: 'start',
  title: { en: 'The host path of a bind mount does not exist', zh: 'bind 挂载的宿主机路径不存在' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'bind source path does not exist',
      pattern: /bind source path does not exist: (?<path>[^\n]{1,400})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path').trim().replace(/\.$/, '') }),

  headline: ({ path }) => ({
    en: `The host path ${path} does not exist where the engine runs`,
    zh: `引擎所在的机器上不存在路径 ${path}`,
  }),
  why: {
    en: `--mount and the long volume syntax do not make a missing host path. The path counts on the engine's side: in a virtual machine, in
      WSL, on a remote host or in another container's Docker it is not the path you see.`,
    zh: `--mount 和卷的长写法不会自动创建缺失的宿主机路径。路径以引擎一侧为准：引擎在虚拟机、WSL、远程主机
      或 dind 中时，与你看到的路径不是一回事。`,
  },

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      services.flatMap(({ name, volumes = [] }) =>
        volumes
          .filter(({ type, found, isCreated }) => type === 'bind' && found === 'nothing' && isCreated === false)
          .map(({ source = '', target }) => ({
            facts: { path: source },
            how: 'certain' as const,
            tells: {
              en: `${name} mounts it on ${target}, and the file forbids making it (create_host_path).`,
              zh: `${name} 把它挂到 ${target}，而文件不允许自动创建（create_host_path）。`,
            },
            at: { key: ['services', name, 'volumes', target] },
            service: name,
          })),
      ),
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'look-at-path',
      title: { en: 'See whether it exists, and where the engine is', zh: '查看路径是否存在、引擎在哪里' },
      risk: 'read',
      steps: [look(['ls', '-la', path]), look(['docker', 'context', 'ls'])],
    },
    {
      id: 'create-path',
      title: { en: 'If a directory is meant: make it', zh: '如果要的是目录：创建它' },
      risk: 'reversible',
      steps: [
        run(['mkdir', '-p', path], 'reversible'),
        advise(
          'If a file is meant, put the file there instead; a directory would be mounted onto the file.',
          '如果要的是文件，就把文件放到那里；否则会把目录挂载到文件上。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/volume/mounts/validate.go', symbol: 'errBindSourceDoesNotExist' }],
});

export default bindSourceMissing;

export const examples: ExamplesOf<typeof bindSourceMissing> = [
  {
    name: 'docker run --mount',
    log: `docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /srv/shop/config

Run 'docker run --help' for more information
`,
    matches: { path: '/srv/shop/config' },
    verdict: 'confirmed',
  },
  {
    name: 'an older engine ends with a full stop',
    log: `docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /srv/shop/config.
See 'docker run --help'.
`,
    matches: { path: '/srv/shop/config' },
  },
  {
    name: 'the engine cannot make the path',
    log: `docker: Error response from daemon: error while creating mount source path '/srv/shop/config': mkdir /srv/shop: permission denied.
`,
    matches: false,
    is: 'bind-source-create-failed',
  },
];

export const aheadExamples: AheadExamplesOf<typeof bindSourceMissing> = [
  {
    name: 'the long form does not make folders',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    volumes:
      - type: bind
        source: ./data
        target: /data
        bind: { create_host_path: false }
`,
    },
    finds: [{ how: 'certain', at: 'compose.yaml:5' }],
  },
  {
    name: 'the short form makes them',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    volumes: ["./data:/data"]
`,
    },
    finds: [],
  },
];
