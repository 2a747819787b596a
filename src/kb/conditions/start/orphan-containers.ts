import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { exampleSummary } from '../../shared/example-world.ts';

const orphanContainers = condition({
  id: 'orphan-containers',
  stage: 'start',
  role: 'warning',
  title: { en: 'The project has containers the compose file does not name', zh: '项目中有 compose 文件未列出的容器' },

  signatures: [
    {
      on: ['warning', 'output', 'error'],
      says: 'Found orphan containers (',
      pattern: /Found orphan containers \(\[?(?<containers>[^)\]]{1,300})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ containers: group('containers') }),

  headline: ({ containers }) => ({
    en: `Compose found containers of this project name that the file does not describe: ${containers}`,
    zh: `Compose 发现本项目名下有文件未描述的容器：${containers}`,
  }),
  why: {
    en: `A service was renamed or removed, or another folder uses the same project name (the default is the name of the folder). In the second case
      --remove-orphans would delete the containers of the other stack.`,
    zh: `可能是服务被改名或删除，也可能是另一个目录使用了同样的项目名（默认取目录名）。
      后一种情况下，--remove-orphans 会删除另一套服务的容器。`,
  },

  ahead: {
    asks: ['project.services', 'project.compose', 'engine.containers'],
    finds: (answers) => {
      const {
        'project.services': services,
        'project.compose': compose,
        'engine.containers': containers = [],
      } = answers;
      if (services === undefined || compose === undefined || compose.refusal !== undefined) return [];
      const declared = new Set([...services, ...compose.disabled].map(({ name }) => name));
      const orphans = containers.filter(
        ({ project, service, isOneOff }) =>
          project === compose.name && service !== undefined && !isOneOff && !declared.has(service),
      );
      if (orphans.length === 0) return [];
      return [
        {
          facts: { containers: orphans.map(({ name }) => name).join(' ') },
          how: 'note',
          tells: {
            en: `The files declare ${declared.size} services; the project ${compose.name} has ${orphans.length} containers of other ones.`,
            zh: `文件声明了 ${declared.size} 个服务；项目 ${compose.name} 中还有 ${orphans.length} 个不属于它们的容器。`,
          },
        },
      ];
    },
  },

  remedies: () => [
    {
      id: 'see-whose-they-are',
      title: { en: 'See which folder they come from', zh: '查看它们来自哪个目录' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'ls', '--all']),
        look(['docker', 'ps', '--all', '--format', '{{.Names}} {{.Label "com.docker.compose.project.working_dir"}}']),
      ],
    },
    {
      id: 'name-the-project',
      title: { en: 'Give each project a name of its own', zh: '给每个项目单独命名' },
      risk: 'reversible',
      steps: [
        edit('compose.yaml', { en: 'At the top of the file.', zh: '写在文件顶部。' }, { after: 'name: shop-staging' }),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/create.go', symbol: 'create' }],
});

export default orphanContainers;

export const examples: ExamplesOf<typeof orphanContainers> = [
  {
    name: 'a service was renamed',
    log: `time="2026-11-22T14:02:09Z" level=warning msg="Found orphan containers ([shop-worker-1]) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up."
 Container shop-web-1  Started
`,
    matches: { containers: 'shop-worker-1' },
  },
  {
    name: 'a name is taken',
    log: `Error response from daemon: Conflict. The container name "/shop-web" is already in use by container "3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4". You have to remove (or rename) that container to be able to reuse that name.
`,
    matches: false,
    is: 'container-name-conflict',
  },
];

export const aheadExamples: AheadExamplesOf<typeof orphanContainers> = [
  {
    name: 'a worker that the file no longer has',
    project: { 'compose.yaml': 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n' },
    world: {
      'engine.containers': [
        exampleSummary({ name: 'shop-web-1', project: 'shop', service: 'web' }),
        exampleSummary({ name: 'shop-worker-1', project: 'shop', service: 'worker' }),
      ],
    },
    finds: [{ facts: { containers: 'shop-worker-1' }, how: 'note' }],
  },
  {
    name: 'another project, a one-off container, a service of another profile',
    project: {
      'compose.yaml':
        'name: shop\nservices:\n  web:\n    image: nginx:1.27\n  mail:\n    image: mail\n    profiles: [dev]\n',
    },
    world: {
      'engine.containers': [
        exampleSummary({ name: 'blog-worker-1', project: 'blog', service: 'worker' }),
        exampleSummary({ name: 'shop-task-run-1', project: 'shop', service: 'task', isOneOff: true }),
        exampleSummary({ name: 'shop-mail-1', project: 'shop', service: 'mail' }),
      ],
    },
    finds: [],
  },
];
