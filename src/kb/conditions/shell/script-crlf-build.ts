import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const scriptCrlfBuild = condition({
  id: 'script-crlf-build',
  stage: 'shell',
  title: { en: 'A script has Windows line endings (CRLF)', zh: '脚本使用了 Windows 换行符（CRLF）' },

  signatures: [
    {
      on: 'output',
      says: [
        "$'\\r': command not found",
        'bash\\r',
        "'sh\\r'",
        '/sh\\r: ',
        "$'{\\r''",
        "$'do\\r''",
        "$'in\\r''",
        'python3\\r',
        'python\\r',
        'node\\r',
        "\\r': No such file or directory",
        '\\r’: No such file or directory',
        '^M: bad interpreter',
      ],
      pattern: /\\r'?|\^M: bad interpreter/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['set: Illegal option -\r', 'set: illegal option -\r', 'set: -\r: invalid option'],
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['set: Illegal option -', 'set: illegal option -'],
      pattern: /set: [Ii]llegal option -\s*$/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      // The kernel did not find the interpreter `/bin/sh\r`; the shell says the same of a script that is not there.
      on: 'output',
      says: ['.sh: not found', '.sh: No such file or directory', '.py: not found', '.bash: not found'],
      pattern:
        /^(?:\/bin\/(?:ba|da|a)?sh: )?(?:(?:line )?\d{1,4}: )?(?:\.\/|\/)?(?<path>[\w./+-]{1,200}\.(?:sh|bash|py)): (?:not found|No such file or directory)$/,
      when: isOfBuild,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: () => ({
    en: 'A script was checked out with Windows line endings, and the shell reads the carriage return as part of it',
    zh: '脚本以 Windows 换行符检出，shell 把回车符当成了内容的一部分',
  }),
  why: {
    en: `Each line of the script ends with CR LF. The kernel looks for an interpreter whose name ends with a carriage return,
      and the shell takes "\\r" for a command. It comes from a checkout on Windows with core.autocrlf.`,
    zh: `脚本每行以 CR LF 结尾：内核会寻找名字末尾带回车符的解释器，shell 会把 “\\r” 当作命令。
      通常来自 Windows 上启用 core.autocrlf 的检出。`,
  },

  evidence: {
    script: {
      probe: 'project.path',
      about: ({ path }) => (path === '' ? undefined : { path }),
      confirms: ({ hasCarriageReturns }) => hasCarriageReturns === true,
      refutes: ({ hasCarriageReturns }) => hasCarriageReturns === false,
      tells: ({ hasCarriageReturns }, { path }) =>
        hasCarriageReturns === true
          ? {
              en: `${path} is in the project, and its lines end with CR LF.`,
              zh: `项目中有 ${path}，且其行尾是 CR LF。`,
            }
          : { en: `${path} is in the project, with LF line endings.`, zh: `项目中有 ${path}，行尾是 LF。` },
    },
  },

  retry: 'useless',
  remedies: ({ path }, { script }) => [
    script?.hasCarriageReturns === true && {
      id: 'convert-the-file',
      title: { en: 'Write the file with LF', zh: '把该文件改为 LF 换行' },
      risk: 'reversible',
      steps: [
        edit(
          path,
          { en: 'LF instead of CR LF, in every line', zh: '所有行的 CR LF 改为 LF' },
          { makes: { kind: 'line-ends', file: path } },
        ),
      ],
    },
    {
      id: 'keep-lf-in-git',
      title: { en: 'Keep LF in the repository and check out again', zh: '在仓库中固定 LF，并重新检出' },
      risk: 'reversible',
      steps: [
        edit(
          '.gitattributes',
          { en: 'Scripts always with LF.', zh: '脚本始终使用 LF。' },
          { after: '*.sh text eol=lf' },
        ),
        run(['git', 'add', '--renormalize', '.'], 'reversible'),
        look(['git', 'ls-files', '--eol', '*.sh']),
      ],
    },
    {
      id: 'convert-in-the-image',
      title: { en: 'Or convert it in the build', zh: '或者在构建中转换' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before the script runs.', zh: '放在执行脚本之前。' },
          { after: "RUN sed -i 's/\\r$//' ./script.sh" },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'torvalds/linux', path: 'fs/binfmt_script.c', symbol: 'load_script' },
    { repo: 'bash', path: 'execute_cmd.c' },
  ],
});

export default scriptCrlfBuild;

export const examples: ExamplesOf<typeof scriptCrlfBuild> = [
  {
    name: 'env looks for bash with a carriage return',
    log: `#8 [4/5] RUN ./build.sh
#8 0.211 /usr/bin/env: 'bash\\r': No such file or directory
#8 ERROR: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'bash reads an empty line',
    log: `#8 [4/5] RUN bash build.sh
#8 0.211 build.sh: line 2: $'\\r': command not found
#8 0.212 build.sh: line 5: syntax error near unexpected token \`$'{\\r''
#8 ERROR: process "/bin/sh -c bash build.sh" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c bash build.sh" did not complete successfully: exit code: 2
`,
    matches: {},
  },
  {
    name: 'only the file tells it from a script that is not there',
    log: `#8 [4/5] RUN ./build.sh
#8 0.211 /bin/sh: ./build.sh: not found
#8 ERROR: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
`,
    matches: { path: 'build.sh' },
    project: {
      Dockerfile: 'FROM alpine\nCOPY build.sh .\nRUN ./build.sh\n',
      'build.sh': '#!/bin/sh\r\necho hello\r\n',
    },
    verdict: 'confirmed',
  },
  {
    name: 'bash is not installed',
    log: `#8 [4/5] RUN ./build.sh
#8 0.211 env: can't execute 'bash': No such file or directory
#8 ERROR: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c ./build.sh" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'shebang-interpreter-missing',
  },
  {
    name: 'env of coreutils, a Ruby script',
    log: `#9 [5/6] RUN ./bin/rails assets:precompile
#9 0.410 /usr/bin/env: ‘ruby\\r’: No such file or directory
#9 0.410 /usr/bin/env: use -[v]S to pass options in shebang lines
#9 ERROR: process "/bin/sh -c ./bin/rails assets:precompile" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./bin/rails assets:precompile" did not complete successfully: exit code: 127
`,
    matches: {},
  },
];
