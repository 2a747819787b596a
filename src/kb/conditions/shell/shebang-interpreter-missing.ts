import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const shebangInterpreterMissing = condition({
  id: 'shebang-interpreter-missing',
  stage: 'shell',
  title: { en: "The interpreter in a script's first line is not in the image", zh: '脚本首行指定的解释器不在镜像中' },

  signatures: [
    {
      on: 'output',
      says: "env: can't execute '",
      pattern: /env: can't execute '(?<interpreter>[\w./+-]{1,80})': No such file or directory/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'bad interpreter: No such file or directory',
      pattern: /: (?<interpreter>\/[\w./+-]{1,120}): bad interpreter: No such file or directory/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        '/usr/bin/env: ',
        "env: 'bash'",
        "env: 'python'",
        "env: 'node'",
        'env: bash: ',
        'env: python: ',
        'env: node: ',
      ],
      pattern: /^(?:\/usr\/bin\/)?env: [‘'"]?(?<interpreter>[\w.+-]{1,60})[’'"]?: No such file or directory$/,
      strength: 'states',
    },
    {
      // The kernel did not find the interpreter of a script that is there; CRLF gives the same line (entrypoint-crlf).
      on: 'output',
      says: ': no such file or directory',
      pattern: /^exec (?<script>\/\S{0,180}(?:\.sh|entrypoint|entry|start|run)): no such file or directory$/,
      strength: 'hints',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group) => ({ interpreter: group('interpreter'), script: group('script') }),

  yieldsTo: ['script-crlf-build'],
  headline: ({ interpreter, script }) =>
    interpreter === ''
      ? {
          en: `The program that the first line of ${script} names is not in the image`,
          zh: `镜像中没有 ${script} 首行指定的程序`,
        }
      : {
          en: `A script wants "${interpreter}", which is not in the image`,
          zh: `脚本需要 "${interpreter}"，但镜像中没有`,
        },
  why: {
    en: `The script itself is there and may be executed; the program its #! line names is not. Alpine has no bash, and images
      with python3 often have no "python".`,
    zh: `脚本本身存在且可执行，缺少的是 #! 行指定的程序。Alpine 没有 bash；装有 python3 的镜像往往没有 “python”。`,
  },

  evidence: {
    lines: {
      probe: 'project.path',
      // The image holds it somewhere else than the project; scripts mostly keep their name.
      about: ({ script }) => (script === '' ? undefined : { path: script.split('/').at(-1) ?? script }),
      confirms: ({ hasCarriageReturns }) => hasCarriageReturns === false,
      refutes: ({ hasCarriageReturns }) => hasCarriageReturns === true,
      tells: ({ hasCarriageReturns }, { script }) =>
        hasCarriageReturns === true
          ? {
              en: `The project has ${script.split('/').at(-1)}, and its lines end with CR LF.`,
              zh: `项目中有 ${script.split('/').at(-1)}，且其行尾是 CR LF。`,
            }
          : {
              en: `The project has ${script.split('/').at(-1)}, with LF line endings: what is missing is its interpreter.`,
              zh: `项目中有 ${script.split('/').at(-1)}，行尾是 LF：缺少的是它的解释器。`,
            },
    },
  },

  retry: 'useless',
  remedies: ({ interpreter }) => [
    {
      id: 'install-the-interpreter',
      title: { en: 'Install the interpreter', zh: '安装解释器' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Alpine; apt-get install on Debian.', zh: 'Alpine；Debian 用 apt-get install。' },
          {
            after:
              interpreter === 'python'
                ? 'RUN apk add --no-cache python3 && ln -s python3 /usr/bin/python'
                : `RUN apk add --no-cache ${interpreter === '' ? 'bash' : (interpreter.split('/').at(-1) ?? 'bash')}`,
          },
        ),
      ],
    },
    {
      id: 'change-the-first-line',
      title: { en: 'Or name one that is there', zh: '或改成镜像中已有的解释器' },
      risk: 'reversible',
      steps: [
        edit(
          'script.sh',
          { en: 'Only if the script is plain sh.', zh: '仅当脚本是标准 sh 语法时。' },
          { before: '#!/bin/bash', after: '#!/bin/sh' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'mirror/busybox', path: 'coreutils/env.c' },
    { repo: 'torvalds/linux', path: 'fs/binfmt_script.c', symbol: 'load_script' },
  ],
});

export default shebangInterpreterMissing;

export const examples: ExamplesOf<typeof shebangInterpreterMissing> = [
  {
    name: 'the entry script has LF, so its interpreter is what is missing',
    log: `exec /entry.sh: no such file or directory
`,
    matches: { script: '/entry.sh' },
    project: { 'entry.sh': '#!/bin/bash\necho hi\n' },
    verdict: 'confirmed',
  },
  {
    name: 'bash on alpine',
    log: `#8 [4/5] RUN ./build.sh
#8 0.211 env: can't execute 'bash': No such file or directory
#8 ERROR: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
`,
    matches: { interpreter: 'bash' },
    verdict: 'confirmed',
  },
  {
    name: 'the interpreter is there, the carriage return is not part of its name',
    log: `#8 [4/5] RUN ./build.sh
#8 0.211 env: can't execute 'bash\\r': No such file or directory
#8 ERROR: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'script-crlf-build',
  },
];
