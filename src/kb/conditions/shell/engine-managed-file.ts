import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const engineManagedFile = condition({
  id: 'engine-managed-file',
  stage: 'shell',
  title: { en: 'A RUN step replaces a file that the engine mounts', zh: 'RUN 步骤要替换由引擎挂载的文件' },

  signatures: [
    {
      on: 'output',
      says: [': Device or resource busy', ': Resource busy'],
      pattern:
        /(?<path>\/etc\/(?:hosts|resolv\.conf|hostname))['’"]?(?: (?:to|->) ?.{0,200})?: (?:Device or resource|Resource) busy|cannot rename \/etc\/sed\w{1,12}: (?:Device or resource|Resource) busy/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: [': Device or resource busy', ': Resource busy'],
      pattern:
        /^rm: (?:cannot remove |can't remove )['‘](?<path>\/[^'’]{1,200})['’]: (?:Device or resource|Resource) busy/,
      when: isOfStep,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `The step replaces ${path === '' ? 'a file of /etc' : path}, which is mounted while it runs`,
    zh: `该步骤要替换 ${path === '' ? '/etc 下的文件' : path}，而它在运行期间是挂载进来的`,
  }),
  why: {
    en: `/etc/hosts, /etc/resolv.conf and /etc/hostname are mounted into every step, and so are volumes of the base image: they can be written into, but not be renamed, replaced or removed. What is written there is not kept in the image.`,
    zh: `/etc/hosts、/etc/resolv.conf、/etc/hostname 会挂载到每个步骤中，基础镜像的卷也是：可以写入内容，但不能重命名、替换或删除。写入的内容不会保存到镜像。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'at-run-time',
      title: { en: 'Say it where the container is started', zh: '在启动容器的地方设置' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Or docker run --add-host, --dns, --hostname.',
            zh: '或用 docker run 的 --add-host、--dns、--hostname。',
          },
          { after: 'services:\n  app:\n    extra_hosts: ["db.local:10.0.0.5"]\n    dns: [10.0.0.2]' },
        ),
      ],
    },
    {
      id: 'write-in-place',
      title: { en: 'Or write into it for this one step', zh: '或仅在该步骤中写入' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Only this step sees it; sed -i renames and fails.',
            zh: '只有该步骤能看到；sed -i 会重命名，因此失败。',
          },
          { after: 'RUN echo "10.0.0.5 db.local" >> /etc/hosts && ./needs-it.sh' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'executor/oci/hosts.go' },
    { repo: 'moby/buildkit', path: 'executor/oci/resolvconf.go' },
  ],
});

export default engineManagedFile;

export const examples: ExamplesOf<typeof engineManagedFile> = [
  {
    name: 'sed renames',
    log: `#7 [3/5] RUN sed -i s/localhost/db/ /etc/hosts
#7 0.200 sed: cannot rename /etc/sedXk2lQp: Device or resource busy
#7 ERROR: process "/bin/sh -c sed -i s/localhost/db/ /etc/hosts" did not complete successfully: exit code: 4
------
ERROR: failed to build: failed to solve: process "/bin/sh -c sed -i s/localhost/db/ /etc/hosts" did not complete successfully: exit code: 4
`,
    matches: { path: '' },
    verdict: 'confirmed',
  },
  {
    name: 'a volume of the base image',
    log: `#7 [3/5] RUN rm -rf /srv/jekyll
#7 0.200 rm: can't remove '/srv/jekyll': Resource busy
#7 ERROR: process "/bin/sh -c rm -rf /srv/jekyll" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c rm -rf /srv/jekyll" did not complete successfully: exit code: 1
`,
    matches: { path: '/srv/jekyll' },
  },
  {
    name: 'it may not be written',
    log: `#7 [3/5] RUN cp hosts /etc/hosts
#7 0.200 cp: cannot create regular file '/etc/hosts': Permission denied
#7 ERROR: process "/bin/sh -c cp hosts /etc/hosts" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cp hosts /etc/hosts" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
