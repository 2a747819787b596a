import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, look, rerun, run } from '#core/model/steps.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

const containerNameConflict = condition({
  id: 'container-name-conflict',
  stage: 'start',
  title: { en: 'The container name is already taken', zh: '容器名已被占用' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'Conflict. The container name ',
      pattern:
        /The container name \\?"\/?(?<name>[^"\\]{1,128})\\?" is already in use by container \\?"?(?<owner>[0-9a-f]{12})?/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'the container name "',
      pattern: /the container name "(?<name>[^"]{1,128})" is already in use by (?<owner>[0-9a-f]{12})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name'), owner: group('owner') }),

  headline: ({ name, owner }) => ({
    en: `The name "${name}" already belongs to ${owner === '' ? 'another container' : `container ${owner}`}`,
    zh: `容器名 "${name}" 已属于${owner === '' ? '另一个容器' : `容器 ${owner}`}`,
  }),
  why: {
    en: `A name is unique in an engine, and stopped containers keep theirs. With a fixed container_name two projects, or the same project
      under another directory name, cannot exist at once.`,
    zh: `容器名在一个引擎中是唯一的，停止的容器仍占用名字。使用固定的 container_name 时，两个项目
      （或换了目录名的同一项目）不能同时存在。`,
  },

  evidence: {
    services: onlyToRepair('project.services'),
    containers: onlyToRepair('engine.containers'),
    owners: {
      probe: 'engine.containers',
      about: ({ name }) => ({ named: name.replace(/^\//, '') }),
      confirms: (containers, { name }) => containers.some((one) => one.name === name.replace(/^\//, '')),
      // It may have been removed since.
      refutes: () => false,
      tells: (containers, { name }) => {
        const owner = containers.find((one) => one.name === name.replace(/^\//, ''));
        const { status = '', project } = owner ?? {};
        return {
          en: `The container named ${name}: ${status}${project === undefined ? '' : `, of project ${project}`}.`,
          zh: `名为 ${name} 的容器：${status}${project === undefined ? '' : `，属于项目 ${project}`}。`,
        };
      },
    },
  },

  ahead: {
    asks: ['project.services', 'project.compose', 'engine.containers'],
    finds: ({ 'project.services': services = [], 'project.compose': compose, 'engine.containers': containers = [] }) =>
      services.flatMap(({ name, containerName }, index, all) => {
        if (containerName === undefined) return [];
        const twin = all.slice(0, index).find((one) => one.containerName === containerName);
        const holder = containers.find(
          (one) =>
            one.name === containerName &&
            compose !== undefined &&
            !(one.project === compose.name && one.service === name),
        );
        if (twin === undefined && holder === undefined) return [];
        return [
          {
            facts: { name: containerName, owner: holder?.id ?? '' },
            how: 'certain' as const,
            tells:
              twin === undefined
                ? {
                    en: `The engine has a container of that name (${holder?.status ?? ''}), and it is not of this service.`,
                    zh: `引擎中已有同名容器（${holder?.status ?? ''}），且不属于该服务。`,
                  }
                : { en: `${twin.name} and ${name} both ask for it.`, zh: `${twin.name} 和 ${name} 都使用这个名字。` },
            at: { key: ['services', name, 'container_name'] },
            service: name,
          },
        ];
      }),
  },

  retry: 'useless',
  remedies: ({ name, owner }, { services, containers }) => {
    const bare = name.replace(/^\//, '');
    const holders = services?.filter(({ containerName }) => containerName === bare) ?? [];
    return [
      holders.length === 0
        ? undefined
        : letComposeName(
            bare,
            holders.map((one) => one.name),
          ),
      containers === undefined
        ? undefined
        : anotherName(
            bare,
            containers.map((one) => one.name),
          ),
      {
        id: 'look-at-owner',
        title: { en: 'See what that container is and which project owns it', zh: '查看该容器是什么、属于哪个项目' },
        risk: 'read',
        steps: [
          look(['docker', 'ps', '--all', '--filter', `name=^/${name}$`]),
          look([
            'docker',
            'inspect',
            '--format',
            '{{.State.Status}} {{index .Config.Labels "com.docker.compose.project"}} {{range .Mounts}}{{.Destination}} {{end}}',
            owner === '' ? name : owner,
          ]),
        ],
      },
      {
        id: 'start-it-again',
        title: { en: 'If it is the one you want: start it', zh: '如果要用的就是它：直接启动' },
        risk: 'reversible',
        steps: [run(['docker', 'start', name], 'reversible')],
      },
      holders.length > 0 ? undefined : letComposeName(bare, []),
      {
        id: 'rename-the-old-one',
        title: { en: 'Or move the old container out of the way', zh: '或者给旧容器改名让路' },
        risk: 'disruptive',
        steps: [
          run(['docker', 'rename', name, `${name}-old`], 'disruptive', {
            note: {
              en: 'Keeps everything in it. Remove it later with docker rm, once nothing in it is needed.',
              zh: '其中的内容都保留。确认不再需要后再用 docker rm 删除。',
            },
          }),
        ],
      },
    ];
  },

  sources: [{ repo: 'moby/moby', path: 'daemon/errors.go', symbol: 'nameConflictError' }],
});

/** Of the project's services with this fixed name; none where the files were not read. */
function letComposeName(name: string, services: readonly string[]): Remedy {
  const change = {
    en: 'Remove the line; services reach each other by service name.',
    zh: '删除这一行；服务之间用服务名访问。',
  };
  const before = `container_name: ${name}`;
  return {
    id: 'no-fixed-name',
    title: { en: 'Let Compose choose names', zh: '让 Compose 自己命名' },
    risk: 'reversible',
    steps:
      services.length === 0
        ? [edit('compose.yaml', change, { before })]
        : services.map((service) =>
            edit('compose.yaml', change, {
              before,
              makes: { kind: 'yaml', path: ['services', service, 'container_name'], remove: true },
            }),
          ),
  };
}

/** The command's own container gets the next name that is free; the old one stays as it is. */
function anotherName(name: string, taken: readonly string[]): Remedy {
  let number = 2;
  while (taken.includes(`${name}-${number}`)) number++;
  const free = `${name}-${number}`;
  return {
    id: 'another-name',
    title: { en: `Name the new container ${free}`, zh: `把新容器命名为 ${free}` },
    risk: 'reversible',
    steps: [
      rerun(
        { option: ['--name'], was: name, value: free },
        { en: `With --name ${free}; ${name} stays as it is.`, zh: `改用 --name ${free}；${name} 保持原样。` },
      ),
    ],
  };
}

export default containerNameConflict;

export const examples: ExamplesOf<typeof containerNameConflict> = [
  {
    name: 'compose with container_name',
    log: ` Container shop-db  Creating
 Container shop-db  Error response from daemon: Conflict. The container name "/shop-db" is already in use by container "3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4". You have to remove (or rename) that container to be able to reuse that name.
Error response from daemon: Conflict. The container name "/shop-db" is already in use by container "3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4". You have to remove (or rename) that container to be able to reuse that name.
`,
    matches: { name: 'shop-db', owner: '3341b6103a93' },
    verdict: 'confirmed',
  },
  {
    name: 'an image is in use, no name is',
    log: `Error response from daemon: conflict: unable to delete 6a25b82ac572 (cannot be forced) - image is being used by running container a71d7cbfc011
`,
    matches: false,
  },
  {
    name: 'the engine shows the owner',
    log: ` Container shop-db  Creating
 Container shop-db  Error response from daemon: Conflict. The container name "/shop-db" is already in use by container "3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4". You have to remove (or rename) that container to be able to reuse that name.
Error response from daemon: Conflict. The container name "/shop-db" is already in use by container "3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4". You have to remove (or rename) that container to be able to reuse that name.
`,
    matches: { name: 'shop-db', owner: '3341b6103a93' },
    world: {
      'engine.containers': [
        {
          id: '1',
          name: 'shop-db',
          image: 'nginx',
          state: 'running',
          status: 'Up 2 hours',
          created: 0,
          isOneOff: false,
          published: [],
        },
      ],
    },
    speaks: ['for'],
  },
  {
    name: 'another name proves nothing',
    log: ` Container shop-db  Creating
 Container shop-db  Error response from daemon: Conflict. The container name "/shop-db" is already in use by container "3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4". You have to remove (or rename) that container to be able to reuse that name.
Error response from daemon: Conflict. The container name "/shop-db" is already in use by container "3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4". You have to remove (or rename) that container to be able to reuse that name.
`,
    matches: { name: 'shop-db', owner: '3341b6103a93' },
    world: {
      'engine.containers': [
        {
          id: '1',
          name: 'quite-another',
          image: 'nginx',
          state: 'running',
          status: 'Up 2 hours',
          created: 0,
          isOneOff: false,
          published: [],
        },
      ],
    },
    speaks: [],
  },
];

export const aheadExamples: AheadExamplesOf<typeof containerNameConflict> = [
  {
    name: 'a container started by hand has the name',
    project: {
      'compose.yaml': `name: shop
services:
  cache:
    image: redis:7
    container_name: redis
`,
    },
    world: {
      'engine.containers': [
        {
          id: 'f00d',
          name: 'redis',
          image: 'redis:7',
          state: 'exited',
          status: 'Exited (0) 2 days ago',
          created: 0,
          isOneOff: false,
          published: [],
        },
      ],
    },
    finds: [{ facts: { name: 'redis', owner: 'f00d' }, how: 'certain', at: 'compose.yaml:5' }],
  },
  {
    name: 'its own container has the name',
    project: {
      'compose.yaml': `name: shop
services:
  cache:
    image: redis:7
    container_name: redis
`,
    },
    world: {
      'engine.containers': [
        {
          id: 'f00d',
          name: 'redis',
          image: 'redis:7',
          state: 'running',
          status: 'Up 2 days',
          created: 0,
          project: 'shop',
          service: 'cache',
          isOneOff: false,
          published: [],
        },
      ],
    },
    finds: [],
  },
];
