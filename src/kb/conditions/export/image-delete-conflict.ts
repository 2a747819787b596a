import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const imageDeleteConflict = condition({
  id: 'image-delete-conflict',
  stage: 'export',
  title: { en: 'The image is still used by a container or another image', zh: '镜像仍被容器或其他镜像使用' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['conflict: unable to delete ', 'conflict: unable to remove repository reference ', 'unable to delete '],
      pattern:
        /unable to (?:delete|remove repository reference) "?(?<image>[^\s"]{1,300})"? \((?:must (?:be )?forced?|cannot be forced|must force)\) - (?:image (?:is being used by (?<state>running|stopped) container (?<used>[\w.-]{1,128})|(?<other>has dependent child images|is referenced in multiple repositories))|container (?<container>[\w.-]{1,128}) is using its referenced image)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    image: group('image'),
    container: group('used') || group('container'),
    state: group('state'),
    other: group('other'),
  }),

  headline: ({ image, container, state, other }) =>
    container === ''
      ? {
          en: `Image ${image} cannot be deleted: it ${other === '' ? 'is in use' : other}`,
          zh: `无法删除镜像 ${image}：${other.startsWith('has') ? '有依赖它的子镜像' : '被多个标签引用'}`,
        }
      : {
          en: `Image ${image} cannot be deleted: container ${container} uses it${state === '' ? '' : ` (${state})`}`,
          zh: `无法删除镜像 ${image}：容器 ${container} 正在使用它${state === '' ? '' : `（${state === 'running' ? '运行中' : '已停止'}）`}`,
        },
  why: {
    en: `The engine keeps the layers of an image as long as a container (a stopped one too) or a child image stands on them. Nothing is broken.`,
    zh: `只要有容器（包括已停止的）或子镜像依赖，引擎就会保留镜像的层。这不是故障。`,
  },

  retry: 'useless',
  remedies: ({ image, container }) => [
    {
      id: 'see-who-uses-it',
      title: { en: 'See who uses it', zh: '查看谁在使用它' },
      risk: 'read',
      steps: [look(['docker', 'ps', '--all', '--filter', `ancestor=${image}`])],
    },
    {
      id: 'only-untag',
      title: { en: 'Only take away the name', zh: '只去掉标签' },
      risk: 'costly',
      steps: [
        run(['docker', 'image', 'rm', '--no-prune', '<name>:<tag>'], 'costly', {
          note: {
            en: 'By name and tag, not by id: the layers stay as long as they are used.',
            zh: '用名称和标签而不是 ID：只要仍被使用，层就会保留。',
          },
        }),
      ],
    },
    container !== '' && {
      id: 'remove-container-first',
      title: {
        en: 'Or, if the container is no longer needed, stop and remove it first',
        zh: '或者，如果不再需要该容器，先停止并删除它',
      },
      risk: 'destructive',
      loses: {
        en: 'What the container wrote outside of volumes. Volumes stay.',
        zh: '容器写在卷之外的内容。卷会保留。',
      },
      steps: [
        look(['docker', 'inspect', '--format', '{{json .Mounts}}', container]),
        run(['docker', 'stop', container], 'disruptive'),
        run(['docker', 'rm', container], 'destructive'),
        run(['docker', 'rmi', image], 'costly'),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/images/image_delete.go', symbol: 'imageDeleteConflict' },
    { repo: 'moby/moby', path: 'daemon/containerd/image_delete.go' },
  ],
});

export default imageDeleteConflict;

export const examples: ExamplesOf<typeof imageDeleteConflict> = [
  {
    name: 'a stopped container uses it',
    log: `Error response from daemon: conflict: unable to delete 6a25b82ac572 (must be forced) - image is being used by stopped container a71d7cbfc011
`,
    matches: { image: '6a25b82ac572', container: 'a71d7cbfc011', state: 'stopped' },
    verdict: 'confirmed',
    remedies: ['see-who-uses-it', 'only-untag', 'remove-container-first'],
  },
  {
    name: 'removal by name',
    log: `Error response from daemon: conflict: unable to remove repository reference "shop:1" (must force) - container 0123456789ab is using its referenced image 6a25b82ac572
`,
    matches: { image: 'shop:1', container: '0123456789ab' },
  },
  {
    name: 'a container that runs, not an image',
    log: `Error response from daemon: cannot remove container "web": container is running: stop the container before removing or force remove
`,
    matches: false,
  },
];
