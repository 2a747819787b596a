import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const duplicateMountPoint = condition({
  id: 'duplicate-mount-point',
  stage: 'start',
  title: { en: 'Two mounts have the same target', zh: '两个挂载使用了同一个目标路径' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'Duplicate mount point: ',
      pattern: /Duplicate mount point: (?<target>\S{1,300})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ target: group('target').replace(/\.$/, '') }),

  headline: ({ target }) => ({
    en: `${target} is the target of two mounts of one container`,
    zh: `同一容器有两个挂载指向 ${target}`,
  }),
  why: {
    en: `Volumes, tmpfs, configs and secrets of a service share one list of targets, after all compose files are merged; a trailing slash makes no
      difference.`,
    zh: `一个服务的 volumes、tmpfs、configs 和 secrets 在合并所有 compose 文件之后共用一张目标列表；结尾有没有斜杠都一样。`,
  },

  retry: 'useless',
  remedies: ({ target }) => [
    {
      id: 'look-at-merged',
      title: { en: 'See the merged file', zh: '查看合并后的文件' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config'])],
    },
    {
      id: 'keep-one',
      title: { en: 'Keep one of the two', zh: '只保留其中一个' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.override.yaml',
          { en: 'To replace the whole list of the other file, mark it.', zh: '要替换另一个文件的整个列表，就加标记。' },
          {
            after: `volumes: !override\n  - data:${target}`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/errors.go', symbol: 'duplicateMountPointError' }],
});

export default duplicateMountPoint;

export const examples: ExamplesOf<typeof duplicateMountPoint> = [
  {
    name: 'compose up with an override file',
    log: ` Container shop-db-1  Creating
Error response from daemon: Duplicate mount point: /var/lib/postgresql/data
`,
    matches: { target: '/var/lib/postgresql/data' },
    verdict: 'confirmed',
  },
  {
    name: 'a file onto a directory',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "/srv/a" to rootfs at "/etc/a": not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type
`,
    matches: false,
    is: 'bind-file-vs-directory',
  },
];
