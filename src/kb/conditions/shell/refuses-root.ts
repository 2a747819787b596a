import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const refusesRoot = condition({
  id: 'refuses-root',
  stage: 'shell',
  title: { en: 'A program refuses to run as root', zh: '程序拒绝以 root 身份运行' },

  signatures: [
    {
      on: 'output',
      says: [
        'bower ESUDO',
        'Running Homebrew as root is extremely dangerous',
        'you should not run configure as root',
        'Running makepkg as root is not allowed',
        'as root is prohibited',
        'cannot be run as root',
        'You must NOT be root to run',
        'Running as root without --no-sandbox is not supported',
        'can not run elasticsearch as root',
        'You are attempting to run Meteor as the "root" user',
      ],
      pattern:
        /(?<program>bower|Homebrew|configure|makepkg|crosstool-NG|Meteor|elasticsearch|initdb)|as root|be root|"root" user/,
      when: isOfStep,
      strength: 'states',
    },
    // Some only warn of it and go on.
    {
      on: 'output',
      says: [
        'efusing to run as root',
        'o not run this script as root',
        'must not be run as root',
        'should not be run as root',
        'lease do not run as root',
        'you cannot perform this operation as root',
      ],
      when: isOfStep,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ program: group('program') }),

  yieldsTo: ['interactive-prompt'],
  headline: ({ program }) => ({
    en: program === '' ? 'A program of the step refuses to run as root' : `${program} refuses to run as root`,
    zh: program === '' ? '该步骤中的程序拒绝以 root 身份运行' : `${program} 拒绝以 root 身份运行`,
  }),
  why: {
    en: `RUN works as root until a USER instruction says otherwise. This program checks for that and stops: what it makes or runs as root could damage a real machine.`,
    zh: `在 USER 指令改变之前，RUN 以 root 身份运行。该程序检测到这一点便停止：以 root 身份做这些事可能损坏真实机器。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'another-user',
      title: { en: 'Run the step as another user', zh: '用其他用户运行该步骤' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Give the user its folder, and go back to root afterwards if later steps need it.',
            zh: '把目录交给该用户；后续步骤若需要 root，再切换回来。',
          },
          { after: 'RUN useradd --create-home builder && chown -R builder /app\nUSER builder' },
        ),
      ],
    },
    {
      id: 'allow-root',
      title: { en: 'Or tell the program that it is meant', zh: '或告诉程序这是有意为之' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Each has a switch of its own: bower --allow-root, Meteor --allow-superuser, configure FORCE_UNSAFE_CONFIGURE=1, Chrome --no-sandbox.',
            zh: '各有各的开关：bower --allow-root、Meteor --allow-superuser、configure FORCE_UNSAFE_CONFIGURE=1、Chrome --no-sandbox。',
          },
          { before: 'RUN bower install', after: 'RUN bower install --allow-root' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'bower/bower', path: 'lib/util/rootCheck.js' },
    { repo: 'coreutils', path: 'm4/mknod.m4', symbol: 'gl_FUNC_MKNOD' },
  ],
});

export default refusesRoot;

export const examples: ExamplesOf<typeof refusesRoot> = [
  {
    name: 'bower',
    log: `#7 [3/5] RUN bower install
#7 0.200 bower ESUDO         Cannot be run with sudo
#7 ERROR: process "/bin/sh -c bower install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bower install" did not complete successfully: exit code: 1
`,
    matches: { program: 'bower' },
    verdict: 'confirmed',
  },
  {
    name: 'a configure script of the GNU project',
    log: `#7 [3/5] RUN ./configure && make
#7 0.200 checking whether mknod can create fifo without root privileges... configure: error: in \`/src/tar-1.32':
#7 0.600 configure: error: you should not run configure as root (set FORCE_UNSAFE_CONFIGURE=1 in environment to bypass this check)
#7 ERROR: process "/bin/sh -c ./configure && make" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./configure && make" did not complete successfully: exit code: 1
`,
    matches: { program: 'configure' },
  },
  {
    name: 'only a warning',
    log: `#7 [3/5] RUN npm install -g bower && bower install --allow-root && make
#7 0.200 pip: WARNING: Running pip as root user can break things
#7 0.600 make: *** [Makefile:3: all] Error 2
#7 ERROR: process "/bin/sh -c npm install -g bower && bower install --allow-root && make" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install -g bower && bower install --allow-root && make" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'app-build-error',
  },
];
