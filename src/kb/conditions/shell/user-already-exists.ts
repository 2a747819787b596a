import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const userAlreadyExists = condition({
  id: 'user-already-exists',
  stage: 'shell',
  title: { en: 'The user, group or id to be created is taken already', zh: '要创建的用户、组或 id 已被占用' },

  signatures: [
    {
      on: 'output',
      says: ['useradd: ', 'groupadd: ', 'usermod: ', 'groupmod: '],
      pattern:
        /(?:useradd|groupadd|usermod|groupmod): (?:(?:user|group) '(?<name>[^']{1,60})' already exists|(?:UID|GID) '?(?<id>[1-9]\d{0,9})'? (?:is not unique|already exists))/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['adduser: ', 'addgroup: '],
      pattern:
        /(?:adduser|addgroup): (?:The (?:user|group) `(?<name>[^']{1,60})' already exists|(?:user|group|uid|gid) '(?<taken>[^']{1,60})' in use|The (?:UID|GID) (?<id>\d{1,10}) .{0,30}is already in use)/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['fatal: The group `', 'fatal: The user `', 'fatal: The GID ', 'fatal: The UID '],
      pattern: /fatal: The (?:user|group) `(?<name>[^']{1,60})' already exists|fatal: The (?:UID|GID) (?<id>\d{1,10})/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ who: group('name') || group('taken') || group('id') }),

  yieldsTo: ['build-arg-missing'],
  headline: ({ who }) => ({ en: `The image has a user or group "${who}" already`, zh: `镜像中已有用户或组 "${who}"` }),
  why: {
    en: 'The base image brings an account of its own: node and the Ubuntu images from 24.04 on (user "ubuntu") use id 1000, Alpine has a group for most system services. A fixed id passed as a build argument (of a Mac: group 20, "dialout") meets one too.',
    zh: '基础镜像自带账号：node 镜像和 24.04 起的 Ubuntu 镜像（用户 “ubuntu”）占用 id 1000，Alpine 为多数系统服务预置了组。通过构建参数传入的固定 id（例如 Mac 的组 20，即 “dialout”）也会冲突。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-the-one-there',
      title: { en: 'Use the account that the image has', zh: '使用镜像自带的账号' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'The images of Node.js have "node", Ubuntu from 24.04 on has "ubuntu".',
            zh: 'Node.js 镜像自带 “node”，Ubuntu 24.04 起自带 “ubuntu”。',
          },
          { before: 'RUN useradd -m -u 1000 app', after: 'USER 1000' },
        ),
      ],
    },
    {
      id: 'free-or-choose-another',
      title: { en: 'Remove the other account, or take another id', zh: '删除原有账号，或换一个 id' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before the own account is created.', zh: '在创建自己的账号之前。' },
          { after: 'RUN userdel -r ubuntu 2>/dev/null || true' },
        ),
        edit(
          'Dockerfile',
          { en: 'Only where it is not there yet.', zh: '仅在不存在时创建。' },
          { before: 'RUN groupadd -g 1000 app', after: 'RUN getent group 1000 || groupadd -g 1000 app' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'shadow-maint/shadow', path: 'src/useradd.c' },
    { repo: 'shadow-maint/shadow', path: 'src/groupadd.c' },
    { repo: 'mirror/busybox', path: 'loginutils/adduser.c' },
    { repo: 'Debian', path: 'adduser' },
  ],
});

export default userAlreadyExists;

export const examples: ExamplesOf<typeof userAlreadyExists> = [
  {
    name: 'id 1000 on Ubuntu 24.04',
    log: `#8 [4/5] RUN useradd -m -u 1000 app
#8 1.104 useradd: UID 1000 is not unique
#8 ERROR: process "/bin/sh -c useradd -m -u 1000 app" did not complete successfully: exit code: 4
------
ERROR: failed to solve: process "/bin/sh -c useradd -m -u 1000 app" did not complete successfully: exit code: 4
`,
    matches: { who: '1000' },
    verdict: 'confirmed',
  },
  {
    name: 'a group of the host',
    log: `#8 [4/5] RUN groupadd -g 20 app
#8 1.104 groupadd: GID '20' already exists
#8 ERROR: process "/bin/sh -c groupadd -g 20 app" did not complete successfully: exit code: 4
------
ERROR: failed to solve: process "/bin/sh -c groupadd -g 20 app" did not complete successfully: exit code: 4
`,
    matches: { who: '20' },
  },
  {
    name: 'Alpine',
    log: `#8 [4/5] RUN addgroup -S nginx && adduser -S -G nginx nginx
#8 1.104 addgroup: group 'nginx' in use
#8 ERROR: process "/bin/sh -c addgroup -S nginx && adduser -S -G nginx nginx" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c addgroup -S nginx && adduser -S -G nginx nginx" did not complete successfully: exit code: 1
`,
    matches: { who: 'nginx' },
  },
  {
    name: 'the other way round',
    log: `#8 [4/5] RUN chown -R app:app /srv
#8 1.104 chown: invalid user: 'app:app'
#8 ERROR: process "/bin/sh -c chown -R app:app /srv" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c chown -R app:app /srv" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'user-or-group-not-in-image',
  },
];
