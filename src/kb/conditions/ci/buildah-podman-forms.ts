import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const buildahPodmanForms = condition({
  id: 'buildah-podman-forms',
  stage: 'ci',
  title: {
    en: 'Podman or Buildah needs a full image name or more user ids',
    zh: 'Podman 或 Buildah 需要完整镜像名或更多用户 id',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'did not resolve to an alias and no unqualified-search registries are defined',
      pattern: /short-name "(?<name>[^"]{1,200})" did not resolve to an alias/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'potentially insufficient UIDs or GIDs available in user namespace',
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({
    en: `${name === '' ? 'The user has too few ids for this image' : `Podman does not know where to find "${name}"`}`,
    zh: `${name === '' ? '该用户的 id 数量不足以解包此镜像' : `Podman 不知道去哪里找 "${name}"`}`,
  }),
  why: {
    en: `This is Podman or Buildah, even if the command is called docker. It does not take Docker Hub for granted
      when a name has no registry, and without root it can only use the ids listed for the user in /etc/subuid
      and /etc/subgid.`,
    zh: `这是 Podman 或 Buildah，即使命令名为 docker。
      镜像名没有仓库时它不会默认使用 Docker Hub；
      非 root 时只能使用 /etc/subuid 和 /etc/subgid 中分配给该用户的 id。`,
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'full-name',
      title: { en: 'Write the full image name', zh: '写完整的镜像名' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'With the registry in front', zh: '在前面加上仓库' },
          { after: `FROM docker.io/library/${name === '' ? 'alpine:3.20' : name}` },
        ),
      ],
    },
    {
      id: 'give-ids',
      title: { en: 'Or give the user a range of ids', zh: '或者为用户分配 id 范围' },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "$USER" && podman system migrate',
          'podman machine stop; podman machine start',
          'disruptive',
          { note: { en: 'Running containers stop.', zh: '正在运行的容器会停止。' } },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containers/image', path: 'pkg/shortnames/shortnames.go' },
    { repo: 'containers/storage', path: 'pkg/idtools/idtools.go' },
  ],
});

export default buildahPodmanForms;

export const examples: ExamplesOf<typeof buildahPodmanForms> = [
  {
    name: 'a short name',
    log: `Error: creating build container: short-name "python:3.12" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"
`,
    matches: { name: 'python:3.12' },
  },
  {
    name: 'the tag does not exist',
    log: `Error: creating build container: initializing source docker://docker.io/library/python:9.9: reading manifest 9.9 in docker.io/library/python: manifest unknown
`,
    matches: false,
  },
];
