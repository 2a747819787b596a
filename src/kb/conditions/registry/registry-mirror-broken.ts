import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import type { Foreseen } from '#core/model/condition.ts';
import type { JsonChange } from '#core/model/change.ts';
import type { DaemonConfiguration } from '#core/model/probes/configuration.ts';
import type { Text } from '#core/model/text.ts';
import type { RegistryReply } from '#core/model/probes/registry.ts';
import { exampleDaemon } from '../../shared/example-world.ts';
import { registriesUsed } from '../../shared/images-used.ts';

interface MirrorFacts {
  readonly mirror: string;
  readonly registry: string;
  readonly reason: string;
}

/** Public mirrors of Docker Hub that were closed, or are closed to all but their own network; with the year. */
const CLOSED_MIRRORS: Readonly<Record<string, number>> = {
  'dockerhub.azk8s.cn': 2020,
  'registry.docker-cn.com': 2020,
  'docker.mirrors.ustc.edu.cn': 2024,
  'docker.mirrors.sjtug.sjtu.edu.cn': 2024,
  'hub-mirror.c.163.com': 2024,
  'docker.nju.edu.cn': 2024,
};

const registryMirrorBroken = condition({
  id: 'registry-mirror-broken',
  stage: 'registry',
  title: {
    en: 'The configured registry mirror does not serve the image',
    zh: '配置的镜像加速器（registry mirror）无法提供该镜像',
  },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['/manifests/', '/blobs/sha256:'],
      pattern:
        /(?<mirror>https?:\/\/[^/\s"]{1,253})\/[^\s"]{1,2000}[?&]ns=(?<registry>[^&\s":]{1,253})(?:"?: (?<reason>[^\n]{1,200}))?/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'pulling from host ',
      pattern:
        /docker\.io\/[^\s:]{1,255}:[^\n]{0,200} pulling from host (?<mirror>(?!registry-1\.docker\.io)\S{1,253}) failed with status code \[[^\]\n]{1,200}\]: (?<reason>[^\n]{1,200})/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'Attempting next endpoint for pull after error',
      pattern:
        /(?<mirror>https?:\/\/(?!registry-1\.docker\.io)[^/\s"]{1,253})\/v2\/[^\s"]{0,2000}"?: (?<reason>[^\n]{1,200})/,
      strength: 'hints',
    },
  ],
  facts: (group) => ({
    mirror: group('mirror'),
    registry: group('registry') === '' ? 'docker.io' : group('registry'),
    reason: group('reason').trim(),
  }),

  headline: ({ mirror, registry, reason }) => ({
    en: `The registry mirror ${mirror} (registry-mirrors in daemon.json) failed for ${registry}${reason === '' ? '' : `: ${reason}`}`,
    zh: `镜像加速器 ${mirror}（daemon.json 的 registry-mirrors）拉取 ${registry} 失败${reason === '' ? '' : `：${reason}`}`,
  }),
  why: {
    en: `The request went to a mirror, not to the registry of the image: only a mirror gets the registry as the parameter
      "ns" in its URL. BuildKit goes on to the real registry when a mirror says 404, but not when it refuses or breaks.
      The image name, your login and Docker Hub itself are not the problem.`,
    zh: `请求发往了镜像加速器，而不是镜像所属的仓库：只有加速器的 URL 才带有参数 "ns"。
      加速器返回 404 时 BuildKit 会继续访问原仓库，但它拒绝请求或出错时不会。镜像名、登录状态和 Docker Hub 本身都没有问题。`,
  },

  evidence: {
    configuration: {
      probe: 'config.daemon',
      about: () => ({}),
      confirms: ({ mirrors }, { mirror }) => mirror !== '' && mirrors.some((one) => hostOf(one) === hostOf(mirror)),
      // The engine keeps the configuration it was started with, and a builder has one of its own.
      refutes: () => false,
      tells: ({ path }, { mirror }) => ({
        en: `${path} names ${hostOf(mirror)} as a mirror.`,
        zh: `${path} 把 ${hostOf(mirror)} 设为镜像加速器。`,
      }),
    },
  },

  ahead: {
    asks: ['config.daemon', 'registry.mirrors', 'project.services', 'project.dockerfiles'],
    finds: (answers) => {
      if (!registriesUsed(answers).includes('docker.io')) return [];
      const replies = answers['registry.mirrors'];
      return (answers['config.daemon']?.mirrors ?? []).flatMap((mirror): readonly Foreseen<MirrorFacts>[] => {
        const facts = { mirror, registry: 'docker.io' };
        const reply = replies?.find((one) => one.mirror === mirror)?.reply;
        if (reply !== undefined) {
          const reason = faultOf(reply);
          return reason === ''
            ? []
            : [{ facts: { ...facts, reason }, how: 'likely', tells: tellsReply(mirror, reason) }];
        }
        const since = CLOSED_MIRRORS[hostOf(mirror)];
        return since === undefined ? [] : [{ facts: { ...facts, reason: '' }, how: 'note', tells: tellsClosed(since) }];
      });
    },
  },

  retry: ({ reason }) => (PASSING.test(reason) ? 'safe' : 'unknown'),
  remedies: ({ mirror }, { configuration }) => [
    {
      id: 'look-at-mirrors',
      title: { en: 'See which mirrors the engine uses and ask this one', zh: '查看引擎使用的加速器，并直接访问它' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', '{{json .RegistryConfig.Mirrors}}']),
        look(['curl', '-sSI', `${mirror}/v2/`]),
      ],
    },
    {
      id: 'remove-mirror',
      title: {
        en: 'Take the mirror out of registry-mirrors, and let the engine read that',
        zh: '从 registry-mirrors 中删除它，并让引擎重新读取配置',
      },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: `Remove ${mirror} from "registry-mirrors", or put a mirror there that works.`,
            zh: `从 "registry-mirrors" 中删除 ${mirror}，或换成可用的加速器。`,
          },
          {
            on: 'linux',
            before: `"registry-mirrors": ["${mirror}"]`,
            after: '"registry-mirrors": []',
            ...dropped(mirror, configuration),
          },
        ),
        advise(
          'Docker Desktop keeps the same key under Settings → Docker Engine; rootless Docker in ~/.config/docker/daemon.json.',
          'Docker Desktop 的同名配置在 Settings → Docker Engine；rootless Docker 在 ~/.config/docker/daemon.json。',
        ),
        advise(
          'A docker-container builder does not read daemon.json: its mirrors are in the buildkitd.toml it was created with ([registry."docker.io"] mirrors).',
          'docker-container 构建器不读取 daemon.json：它的加速器写在创建时使用的 buildkitd.toml 中（[registry."docker.io"] mirrors）。',
        ),
        // registry-mirrors is one of the settings that dockerd takes over on SIGHUP: no container stops.
        run(['sudo', 'systemctl', 'reload', 'docker'], 'reversible', { on: 'linux' }),
        run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go', symbol: 'addNamespace' },
    { repo: 'moby/moby', path: 'daemon/internal/distribution/pull.go', symbol: 'pullFromEndpoints' },
  ],
});

/** The edit that leaves the other mirrors, in their order; none where the file does not name this one. */
function dropped(mirror: string, configuration: DaemonConfiguration | undefined): { makes?: JsonChange } {
  const at = configuration?.mirrors.findIndex((one) => hostOf(one) === hostOf(mirror)) ?? -1;
  const was = configuration?.mirrors[at];
  if (configuration === undefined || was === undefined) return {};
  return { makes: { kind: 'json', file: configuration.path, path: ['registry-mirrors', at], was } };
}

/** What a mirror that works says in between. */
const PASSING = /^(?:429|5\d\d) |\bEOF$|connection reset by peer|timeout|deadline exceeded/;

function hostOf(mirror: string): string {
  return mirror.replace(/^\w+:\/\//, '').replace(/\/.*$/, '');
}

/** `/v2/` of a registry says 200, or 401 where it wants a token first. */
function faultOf({ status, problem, detail }: RegistryReply): string {
  if (problem !== undefined) return detail === undefined || detail === '' ? problem : detail;
  return status === undefined || status === 200 || status === 401 ? '' : `status ${status}`;
}

function tellsReply(mirror: string, reason: string): Text {
  return { en: `${mirror}/v2/ was asked: ${reason}.`, zh: `访问 ${mirror}/v2/：${reason}。` };
}

function tellsClosed(year: number): Text {
  return {
    en: `This mirror was closed to the public in ${year}; check --online asks it.`,
    zh: `该加速器已于 ${year} 年停止对公众服务；check --online 会直接访问它。`,
  };
}

export default registryMirrorBroken;

export const examples: ExamplesOf<typeof registryMirrorBroken> = [
  {
    name: 'the mirror forbids the manifest',
    log: `#2 [internal] load metadata for docker.io/library/node:22
#2 ERROR: unexpected status from HEAD request to https://hub-mirror.example/v2/library/node/manifests/22?ns=docker.io: 403 Forbidden
------
 > [internal] load metadata for docker.io/library/node:22:
------
ERROR: failed to build: failed to solve: node:22: failed to resolve source metadata for docker.io/library/node:22: unexpected status from HEAD request to https://hub-mirror.example/v2/library/node/manifests/22?ns=docker.io: 403 Forbidden
`,
    matches: { mirror: 'https://hub-mirror.example', registry: 'docker.io', reason: '403 Forbidden' },
    verdict: 'confirmed',
    remedies: ['look-at-mirrors', 'remove-mirror'],
  },
  {
    name: 'the mirror has a name that does not resolve',
    log: `ERROR: failed to solve: alpine:3.20: failed to resolve source metadata for docker.io/library/alpine:3.20: failed to do request: Head "https://cache.example:5000/v2/library/alpine/manifests/3.20?ns=docker.io": dial tcp: lookup cache.example on 192.0.2.53:53: no such host
`,
    matches: { mirror: 'https://cache.example:5000', registry: 'docker.io' },
  },
  {
    name: 'the registry is part of the image name: no mirror',
    log: `ERROR: failed to build: failed to solve: registry.example/team/app:1: failed to resolve source metadata for registry.example/team/app:1: unexpected status from HEAD request to https://registry.example/v2/team/app/manifests/1: 403 Forbidden
`,
    matches: false,
    is: 'pull-access-denied',
  },
  {
    name: 'daemon.json names the mirror',
    log: `#2 [internal] load metadata for docker.io/library/node:22
#2 ERROR: unexpected status from HEAD request to https://hub-mirror.example/v2/library/node/manifests/22?ns=docker.io: 403 Forbidden
------
 > [internal] load metadata for docker.io/library/node:22:
------
ERROR: failed to build: failed to solve: node:22: failed to resolve source metadata for docker.io/library/node:22: unexpected status from HEAD request to https://hub-mirror.example/v2/library/node/manifests/22?ns=docker.io: 403 Forbidden
`,
    matches: { mirror: 'https://hub-mirror.example', registry: 'docker.io', reason: '403 Forbidden' },
    world: {
      'config.daemon': {
        path: '/etc/docker/daemon.json',
        exists: true,
        keys: ['registry-mirrors'],
        mirrors: ['http://hub-mirror.example'],
        insecureRegistries: [],
        dns: [],
        addressPools: [],
        features: {},
      },
    },
    speaks: ['for'],
  },
  {
    name: 'another mirror proves nothing',
    log: `#2 [internal] load metadata for docker.io/library/node:22
#2 ERROR: unexpected status from HEAD request to https://hub-mirror.example/v2/library/node/manifests/22?ns=docker.io: 403 Forbidden
------
 > [internal] load metadata for docker.io/library/node:22:
------
ERROR: failed to build: failed to solve: node:22: failed to resolve source metadata for docker.io/library/node:22: unexpected status from HEAD request to https://hub-mirror.example/v2/library/node/manifests/22?ns=docker.io: 403 Forbidden
`,
    matches: { mirror: 'https://hub-mirror.example', registry: 'docker.io', reason: '403 Forbidden' },
    world: {
      'config.daemon': {
        path: '/etc/docker/daemon.json',
        exists: true,
        keys: ['registry-mirrors'],
        mirrors: ['http://quite-another.example'],
        insecureRegistries: [],
        dns: [],
        addressPools: [],
        features: {},
      },
    },
    speaks: [],
  },
];

export const aheadExamples: AheadExamplesOf<typeof registryMirrorBroken> = [
  {
    name: 'the mirror does not answer',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: {
      'config.daemon': exampleDaemon({ mirrors: ['https://mirror.example'] }),
      'registry.mirrors': [{ mirror: 'https://mirror.example', reply: { status: 503 } }],
    },
    isOnline: true,
    finds: [
      { facts: { mirror: 'https://mirror.example', registry: 'docker.io', reason: 'status 503' }, how: 'likely' },
    ],
    remedies: ['look-at-mirrors', 'remove-mirror'],
  },
  {
    name: 'a mirror that is known to be closed',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: { 'config.daemon': exampleDaemon({ mirrors: ['https://hub-mirror.c.163.com'] }) },
    finds: [{ facts: { mirror: 'https://hub-mirror.c.163.com', registry: 'docker.io', reason: '' }, how: 'note' }],
  },
  {
    name: 'one that wants a token, one nobody asked',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: {
      'config.daemon': exampleDaemon({ mirrors: ['https://mirror.example', 'https://other.example'] }),
      'registry.mirrors': [{ mirror: 'https://mirror.example', reply: { status: 401 } }],
    },
    isOnline: true,
    finds: [],
  },
  {
    name: 'nothing comes from Docker Hub',
    project: { 'compose.yaml': 'services:\n  app:\n    image: registry.example/shop/app:1\n' },
    world: { 'config.daemon': exampleDaemon({ mirrors: ['https://hub-mirror.c.163.com'] }) },
    finds: [],
  },
];
