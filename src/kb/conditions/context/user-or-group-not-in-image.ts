import type { DockerfileChange } from '#core/model/change.ts';
import type { ExamplesOf, Site } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import { edit } from '#core/model/steps.ts';
import { ancestry, instructionsOf } from '../../shared/dockerfiles.ts';
import { dockerfileRemedy, inProject } from '../../shared/instruction-edit.ts';

const userOrGroupNotInImage = condition({
  id: 'user-or-group-not-in-image',
  stage: 'context',
  title: { en: 'A user or group does not exist in the image', zh: '镜像中没有该用户或组' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['no matching entries in passwd file', 'no matching entries in group file'],
      pattern: /unable to find (?<kind>user|group) (?<name>[^\s:]{1,64}): no matching entries in (?:passwd|group) file/,
      strength: 'states',
      // Said by the engine or Compose outside of a build: runtime-user-missing.
      when: (event, { instruction }) =>
        event.step !== undefined || instruction !== '' || (event.kind === 'error' && event.from === 'build'),
    },
    {
      on: 'error',
      says: [
        "can't find uid for user ",
        "can't find gid for group ",
        'unable to convert uid/gid chown string to host mapping',
      ],
      pattern: /can't find (?:uid|gid) for (?<kind>user|group) (?<name>[^\s:]{1,64})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'chown: invalid user: ',
        'chown: invalid group: ',
        'chown: unknown user',
        'chgrp: invalid group: ',
        'install: invalid user',
        'install: invalid group',
      ],
      pattern:
        /^(?:chown|chgrp|install): (?:invalid|unknown) (?<kind>user|group)(?:\/group)?:? [‘'"`]?(?<name>[^\s:’'"`]{1,64})/,
    },
    {
      on: 'output',
      says: ["' does not exist", 'adduser: unknown group '],
      pattern:
        /^(?:adduser|useradd|usermod|gpasswd|addgroup|groupmod|chpasswd): (?:(?<kind>user|group) '(?<name>[^']{1,64})' does not exist|unknown group (?<group>\S{1,64}))/,
    },
  ],
  facts: (group) => ({
    kind: group('kind') || (group('group') === '' ? '' : 'group'),
    name: group('name') || group('group'),
  }),

  headline: ({ kind, name }) => ({
    en: `${kind === 'group' ? 'Group' : 'User'} "${name}" is not in the image`,
    zh: `镜像中没有${kind === 'group' ? '组' : '用户'} "${name}"`,
  }),
  why: {
    en: `Names are looked up in /etc/passwd and /etc/group of the image (of this stage), not on the host. The name
      was never created there, is created later, or the base image is another one than before; scratch and
      distroless have almost no names.`,
    zh: `名字在镜像（该 stage）的 /etc/passwd 和 /etc/group 中查找，与宿主机无关。
      它没有创建、在之后才创建，或基础镜像已更换；scratch 和 distroless 几乎没有任何名字。`,
  },

  evidence: {
    dockerfiles: {
      probe: 'project.dockerfiles',
      about: () => ({}),
      confirms: () => false,
      refutes: () => false,
      tells: () => ({ en: 'The Dockerfiles were read.', zh: '已读取 Dockerfile。' }),
    },
  },

  retry: 'useless',
  remedies: ({ kind, name }, { dockerfiles = [] }, at) => [
    /^[a-z_][a-z0-9_-]{0,31}$/.test(name) &&
      dockerfileRemedy(
        'create-it-in-the-stage',
        {
          en: kind === 'group' ? 'Create the group before it is used' : 'Create the user before it is used',
          zh: kind === 'group' ? '在使用之前创建该组' : '在使用之前创建该用户',
        },
        { en: 'A system account without a password', zh: '没有密码的系统账户' },
        created(kind, name, { dockerfiles, at: inProject(at, dockerfiles) }),
      ),
    {
      id: 'create-it-first',
      title: { en: 'Create it before it is used', zh: '在使用之前创建' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Debian: useradd; Alpine: adduser', zh: 'Debian 用 useradd，Alpine 用 adduser' },
          { after: `RUN useradd --system --create-home ${name}\nUSER ${name}` },
        ),
      ],
    },
    {
      id: 'use-numbers',
      title: { en: 'Or use numbers, which need no entry', zh: '或者使用数字 id，不需要条目' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'A numeric id works in any image', zh: '数字 id 在任何镜像中都可用' },
          { after: 'USER 10001:10001' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/sys', path: 'user/user.go' },
    { repo: 'coreutils', path: 'src/chown.c' },
  ],
});

/** Above the first instruction of the failing stage that names it: below that of a USER nobody could create anything. */
function created(
  kind: string,
  name: string,
  { dockerfiles, at }: { readonly dockerfiles: readonly ProjectDockerfile[]; readonly at: Site },
): DockerfileChange | undefined {
  const dockerfile = dockerfiles.find(({ path }) => path === at.dockerfile);
  const stage = dockerfile?.instructions.find(({ line }) => line === at.line)?.stage;
  if (dockerfile === undefined || stage === undefined) return undefined;
  const word = new RegExp(`[ :=]${name}(?![\\w-])`);
  const own = instructionsOf(dockerfile, stage);
  const used = own.find(({ keyword, text }) => keyword !== 'FROM' && word.test(text));
  if (used === undefined || own.some(({ keyword, line }) => keyword === 'USER' && line < used.line)) return undefined;
  const isAlpine = /alpine|busybox/.test(ancestry(dockerfile, stage).at(-1)?.from ?? '');
  const command = COMMANDS[isAlpine ? 'alpine' : 'debian'][kind === 'group' ? 'group' : 'user'];
  return {
    kind: 'dockerfile',
    file: dockerfile.path,
    line: used.line,
    holds: used.text,
    before: [`RUN ${command} ${name}`],
  };
}

const COMMANDS = {
  alpine: { user: 'adduser -S -D', group: 'addgroup -S' },
  debian: { user: 'useradd --system --create-home', group: 'groupadd --system' },
} as const;

export default userOrGroupNotInImage;

export const examples: ExamplesOf<typeof userOrGroupNotInImage> = [
  {
    name: 'USER names nobody',
    log: `#5 [2/2] RUN id
#5 ERROR: process "/bin/sh -c id" did not complete successfully: unable to find user app: no matching entries in passwd file
------
ERROR: failed to build: failed to solve: process "/bin/sh -c id" did not complete successfully: unable to find user app: no matching entries in passwd file
`,
    matches: { kind: 'user', name: 'app' },
    verdict: 'confirmed',
  },
  {
    name: 'chown in a step',
    log: `#9 [3/5] RUN chown -R www-data:www-data /srv
#9 0.400 chown: invalid user: 'www-data:www-data'
#9 ERROR: process "/bin/sh -c chown -R www-data:www-data /srv" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c chown -R www-data:www-data /srv" did not complete successfully: exit code: 1
`,
    matches: { name: 'www-data' },
  },
  {
    name: 'no right to change the owner',
    log: `#9 [3/5] RUN chown -R 0:0 /mnt
#9 0.400 chown: changing ownership of '/mnt': Operation not permitted
#9 ERROR: process "/bin/sh -c chown -R 0:0 /mnt" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c chown -R 0:0 /mnt" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
