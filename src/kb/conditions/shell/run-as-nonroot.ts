import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const runAsNonroot = condition({
  id: 'run-as-nonroot',
  stage: 'shell',
  title: { en: 'The step needs root, but runs as another user', zh: '该步骤需要 root，却以其他用户运行' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'are you root?',
        'lists/partial is missing. - Acquire (13: Permission denied)',
        'Unable to lock database: Permission denied',
        'Failed to open apk database: Permission denied',
        'This command has to be run with superuser privileges',
        'You need to be root to perform this command',
        'dpkg: error: requested operation requires superuser privilege',
        'Only root may ',
        'open lock file /var/',
      ],
      pattern:
        /are you root\?|13: Permission denied|atabase: Permission denied|superuser privilege|need to be root|Only root may/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ["can't create /", 'cannot create /', 'cannot create directory', "can't create directory", 'cannot touch '],
      pattern:
        /(?:can't create|cannot create|cannot touch)(?: directory)? [‘'"]?(?<path>\/[^\s:‘’'"]{0,200})[’'"]?: Permission denied/,
      when: isOfStep,
    },
    { on: 'output', says: 'mkdir /', pattern: /mkdir (?<path>\/\S{1,200}): permission denied/, when: isOfStep },
    {
      on: 'output',
      says: '[Errno 13] Permission denied',
      pattern: /\[Errno 13\] Permission denied: [‘'"]?(?<path>\/(?:usr|opt|var|etc|app|root)[^\s'"]{0,200})/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ["You don't have write permissions for the ", 'Permission denied @ '],
      pattern:
        /(?:write permissions for the (?<gems>\/\S{1,200}) directory|Permission denied @ \w{1,30} - (?<path>\/\S{1,200}))/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Failed to create the file ',
      pattern: /Failed to create the file (?<path>\S{1,300}): Permission denied/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['changing ownership of ', ' - Permission denied)'],
      pattern:
        /^ch(?:own|grp): changing (?:ownership|group) of [‘'](?<path>[^’']{1,200})[’']: Operation not permitted|'(?<gems>\/[^']{1,200})' \((?:OS )?[Ee]rrcode: 13/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['su-exec: ', 'failed switching to "'],
      pattern: /^(?:su-exec: \S{1,60}|error: failed switching to "\S{1,60}"): (?:Operation|operation) not permitted/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') || group('gems') }),

  yieldsTo: ['filesystem-readonly', 'dind-unprivileged'],
  headline: ({ path }) => ({
    en: path === '' ? 'The step needs root and runs as another user' : `The user of this step may not write ${path}`,
    zh: path === '' ? '该步骤需要 root，却以其他用户运行' : `该步骤的用户无权写入 ${path}`,
  }),
  why: {
    en: `A USER line of this Dockerfile, or of the base image (node, jenkins, bitnami, distroless nonroot), is in force here. It
      holds for every RUN after it. Locks and network are fine; only the rights are missing.`,
    zh: `本 Dockerfile 或基础镜像（node、jenkins、bitnami、distroless nonroot）中的 USER 在此生效，
      并作用于其后的每条 RUN。锁和网络都没有问题，只是缺少权限。`,
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'root-for-this-step',
      title: { en: 'Be root for this step only', zh: '仅在该步骤使用 root' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'And go back to the user afterwards.', zh: '之后切换回原用户。' },
          { after: 'USER root\nRUN apt-get update && apt-get install -y …\nUSER app' },
        ),
      ],
    },
    path !== '' && {
      id: 'own-the-directory',
      title: { en: 'Or give the user the files it works on', zh: '或把要用的文件交给该用户' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Instead of a later chown.', zh: '不必事后 chown。' },
          { after: 'COPY --chown=app:app . /app' },
        ),
      ],
    },
    {
      id: 'look-at-the-user',
      title: { en: 'See which user the base image sets', zh: '查看基础镜像设置的用户' },
      risk: 'read',
      steps: [look(['docker', 'image', 'inspect', '--format', '{{.Config.User}}', '<base-image>'])],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'apt-pkg/deb/debsystem.cc', symbol: 'debSystem::Lock' },
    { repo: 'alpinelinux/apk-tools', path: 'src/database.c', symbol: 'apk_db_open' },
  ],
});

export default runAsNonroot;

export const examples: ExamplesOf<typeof runAsNonroot> = [
  {
    name: 'apt as another user',
    log: `#8 [3/6] RUN apt-get install -y gcc
#8 0.512 E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)
#8 0.512 E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?
#8 ERROR: process "/bin/sh -c apt-get install -y gcc" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y gcc" did not complete successfully: exit code: 100
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a directory of root',
    log: `#8 [3/6] RUN mkdir /data
#8 0.512 mkdir: cannot create directory ‘/data’: Permission denied
#8 ERROR: process "/bin/sh -c mkdir /data" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c mkdir /data" did not complete successfully: exit code: 1
`,
    matches: { path: '/data' },
  },
  {
    name: 'a script without the x bit',
    log: `#9 [5/6] RUN ./gradlew build
#9 0.204 /bin/sh: 1: ./gradlew: Permission denied
#9 ERROR: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 126
------
ERROR: failed to solve: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 126
`,
    matches: false,
    is: 'script-not-executable',
  },
];
