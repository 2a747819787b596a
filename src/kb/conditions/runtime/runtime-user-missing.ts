import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const runtimeUserMissing = condition({
  id: 'runtime-user-missing',
  stage: 'runtime',
  title: { en: 'The user the container is to run as is not in its image', zh: '容器要使用的用户不在镜像里' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'unable to find ',
      pattern: /unable to find (?<kind>user|group) (?<name>\S{1,64}): no matching entries in (?:passwd|group) file/,
      strength: 'states',
      when: (event, { instruction }) =>
        event.step === undefined && instruction === '' && (event.kind !== 'error' || event.from !== 'build'),
    },
  ],
  facts: (group) => ({ kind: group('kind'), name: group('name') }),

  yieldsTo: ['user-or-group-not-in-image'],
  headline: ({ kind, name }) => ({
    en: `The image has no ${kind} "${name}"`,
    zh: `镜像里没有${kind === 'user' ? '用户' : '组'} "${name}"`,
  }),
  why: {
    en: `A name in user: or USER is looked up in /etc/passwd and /etc/group of the image. A number needs no entry. The name was never created there,
      or belongs to the stage before a second FROM, or a variable held something else than a number.`,
    zh: `user: 或 USER 里的名字会在镜像的 /etc/passwd 和 /etc/group 中查找；数字则不需要条目。
      镜像里没有创建过该用户、它属于第二个 FROM 之前的阶段，或变量里不是数字。`,
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'use-a-number',
      title: { en: 'Use a number, or create the user in the image', zh: '使用数字，或在镜像里创建该用户' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'As uid:gid.', zh: '写成 uid:gid。' },
          { before: `user: ${name}`, after: 'user: "1000:1000"' },
        ),
        edit(
          'Dockerfile',
          {
            en: 'In the last stage (Debian; on Alpine: adduser -D).',
            zh: '写在最后一个阶段（Debian；Alpine 用 adduser -D）。',
          },
          { after: `RUN useradd --create-home ${name.replace(/[^\w-]/g, '')}` },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/sys', path: 'user/user.go', symbol: 'GetExecUser' }],
});

export default runtimeUserMissing;

export const examples: ExamplesOf<typeof runtimeUserMissing> = [
  {
    name: 'no such user',
    log: `docker: Error response from daemon: unable to find user node: no matching entries in passwd file

Run 'docker run --help' for more information
`,
    matches: { kind: 'user', name: 'node' },
    verdict: 'confirmed',
  },
  {
    name: 'USER of a build step',
    log: `#5 [2/2] RUN id
#5 ERROR: process "/bin/sh -c id" did not complete successfully: unable to find user app: no matching entries in passwd file
------
ERROR: failed to build: failed to solve: process "/bin/sh -c id" did not complete successfully: unable to find user app: no matching entries in passwd file
`,
    matches: false,
    is: 'user-or-group-not-in-image',
  },
  {
    name: 'a role of the database',
    log: `app-1  | FATAL:  role "node" does not exist
app-1 exited with code 1
`,
    matches: false,
    is: 'pg-role-missing',
  },
];
