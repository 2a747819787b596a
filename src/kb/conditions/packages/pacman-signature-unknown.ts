import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const pacmanSignatureUnknown = condition({
  id: 'pacman-signature-unknown',
  stage: 'packages',
  title: { en: 'The keys in the image do not know who signed the package', zh: '镜像中的密钥不认识软件包的签名者' },

  signatures: [
    {
      on: 'output',
      says: [
        'is unknown trust',
        '(invalid or corrupted database (PGP signature))',

        'is marginal trust',
        '(invalid or corrupted package (PGP signature))',
        'error: key "',
        'error: required key missing from keyring',
        'error: keyring is not writable',
      ],
      pattern:
        /signature from "(?<who>[^"]{1,120})" is (?:unknown|marginal|invalid)|corrupted (?:package|database) \(PGP|key "[0-9A-F]{8,40}" (?:could not be looked up|is unknown)|required key missing|keyring is not writable/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ who: group('who') }),

  headline: ({ who }) => ({
    en:
      who === ''
        ? 'pacman does not know the key that the packages are signed with'
        : `pacman does not know the key of ${who}`,
    zh: who === '' ? 'pacman 不认识软件包签名所用的密钥' : `pacman 不认识 ${who} 的密钥`,
  }),
  why: {
    en: `New packagers join and keys are replaced. The keyring of the base image is older than the packages it is asked to install, or was never initialised.`,
    zh: `打包者会加入，密钥会更换。基础镜像的密钥环比要安装的软件包旧，或从未初始化。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'keyring-first',
      title: { en: 'Upgrade the keyring first', zh: '先升级密钥环' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In the same step, before anything else.', zh: '在同一步骤中，先于其他操作。' },
          {
            before: 'RUN pacman -Syu --noconfirm git',
            after: 'RUN pacman-key --init && pacman -Sy --noconfirm archlinux-keyring && pacman -Su --noconfirm git',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pacman', path: 'lib/libalpm/signing.c' }],
});

export default pacmanSignatureUnknown;

export const examples: ExamplesOf<typeof pacmanSignatureUnknown> = [
  {
    name: 'a new packager',
    log: `#7 [3/5] RUN pacman -Syu --noconfirm
#7 0.200 error: git: signature from "A <a@example.org>" is unknown trust
#7 0.600 error: failed to commit transaction (invalid or corrupted package (PGP signature))
#7 ERROR: process "/bin/sh -c pacman -Syu --noconfirm" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pacman -Syu --noconfirm" did not complete successfully: exit code: 1
`,
    matches: { who: 'A <a@example.org>' },
    verdict: 'confirmed',
  },
  {
    name: 'two packages in conflict',
    log: `#7 [3/5] RUN pacman -S --noconfirm nodejs
#7 0.200 error: failed to prepare transaction (conflicting dependencies)
#7 ERROR: process "/bin/sh -c pacman -S --noconfirm nodejs" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pacman -S --noconfirm nodejs" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pacman-partial-upgrade',
  },
];
