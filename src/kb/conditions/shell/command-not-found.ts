import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild, isOfStep } from '../../shared/build-event.ts';
import { COMPILE_ERRORS } from '../../shared/compile-error.ts';
import { onlyTheBase } from '../../shared/providers.ts';

interface Facts {
  readonly name: string;
  readonly instruction: string;
  readonly service: string | undefined;
}

const commandNotFound = condition<Facts, { stage: 'project.providers' }>({
  id: 'command-not-found',
  stage: 'shell',
  title: { en: 'A program is not in the image', zh: '镜像中没有该程序' },

  signatures: [
    {
      on: 'output',
      says: ': not found',
      pattern:
        /^(?:[\w./@+-]{1,200} (?:pre|post)?(?:install|prepare|build): )?(?:[\w./-]{1,200}: )?(?:eval: )?(?:line \d+: |\d+: )?(?:\S{1,200}: )?(?!\.|(?:source|\[\[|pushd|popd|declare|shopt|function|let|Not): )(?<name>[\w.+-]{1,60}): not found\s*$/,
      unless: [{ says: COMPILE_ERRORS }],
      when: (event) => isOfStep(event) || (isOfBuild(event) && !event.text.includes('docker')),
    },
    {
      on: 'output',
      says: ['command not found', 'Command not found'],
      pattern: /^(?!\S*configure: )(?:|.{0,300}?: )(?!\.)(?<name>[\w.+-]{1,60}): [Cc]ommand not found\s*$/,
      unless: [{ says: COMPILE_ERRORS }],
      when: (event) => isOfStep(event) || (isOfBuild(event) && !event.text.includes('docker')),
    },
    {
      on: 'output',
      says: ': not found',
      pattern:
        /^\/bin\/(?:ba|a|da)?sh: (?:line )?(?:\d+: )?\/[\w./+-]{0,150}\/s?bin\/(?<name>[\w.+-]{1,60}): not found\s*$/,
      when: isOfBuild,
    },
    {
      on: 'error',
      says: 'executable file not found in $PATH',
      pattern: /exec: "?(?<name>[\w.+-]{1,60})"?: executable file not found in \$PATH/,
      when: ({ step }) => step !== undefined,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': Cannot exec: No such file or directory',
      pattern: /tar \(child\): (?<name>[\w.+-]{1,60}): Cannot exec/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'make: ',
      pattern: /^make(?:\[\d+\])?: (?<name>[\w.+-]{1,60}): (?:No such file or directory|Command not found)$/,
      also: [{ says: ['Error 127', 'Error code 127'] }],
      unless: [{ says: COMPILE_ERRORS }],
      strength: 'states',
    },
    {
      on: 'output',
      says: "' not found or not executable",
      pattern: /ERROR: Program '(?<name>[^' ]{1,60})' not found or not executable/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Could not find a JavaScript runtime. See ',
      pattern: /Could not find a (?<name>JavaScript runtime)/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'No such file or directory - ',
        ' (from --python=',
        'Yarn executable was not detected',
        'CMake must be installed to build',
        ' is required but it could not be found',
      ],
      pattern:
        /No such file or directory - (?<name>[\w.+-]{1,60}) \(Errno::ENOENT\)|The path (?<interpreter>python[\d.]{0,6}) \(from --python=|(?<yarn>Yarn) executable was not detected|(?<cmake>CMake) must be installed to build|The program '(?<program>[\w.+-]{1,60})' version \S{1,20} is required/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: [' required! ', 'You must have '],
      pattern:
        /(?:You must have (?<name>autoconf|automake|libtool|pkg-config|cmake|gettext|bison|flex|nasm|yasm)\b.{0,30}installed|(?<tool>autoconf|automake|libtool|pkg-config|cmake|gettext|bison|flex|nasm|yasm) required! )/i,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'error',
      says: ': no such file or directory',
      pattern: /exec: \\?"(?<name>(?!\/bin\/sh\\?")\/[\w./+-]{1,200}?)\\?": stat \S{1,200}: no such file or directory/,
      when: ({ step }, { instruction }) => step !== undefined && /^(?:ONBUILD )?RUN\b/i.test(instruction),
      strength: 'states',
    },
  ],
  facts: (group, event, { instruction }) => ({
    name:
      group('name') ||
      group('interpreter') ||
      group('yarn').toLowerCase() ||
      group('cmake').toLowerCase() ||
      group('program') ||
      group('tool'),
    instruction,
    service: event.service,
  }),

  yieldsTo: [
    'autotools-missing',
    'java-compiler-missing',
    'dnf-plugin-missing',
    'apt-add-repository-missing',
    'bashism-in-sh',
    'script-crlf-build',
    'git-missing',
    'pip-wheel-build-failed',
    'build-arg-missing',
    'line-continuation-broken',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'node-gyp-toolchain',
    'pip-setuptools-too-old',
    'credential-helper-missing',
    'node-dev-dependency-missing',
    'apk-no-such-package',
    'apt-package-not-found',
    'dnf-no-match',
  ],
  headline: ({ name }) => ({ en: `The program "${name}" is not in the image`, zh: `镜像中没有程序 "${name}"` }),
  why: {
    en: `The shell looked through PATH and found no such program (exit code 127). The base image does not contain it: slim and
      alpine images leave out most tools, sudo included, and each distribution has its own package manager. Or it is
      installed outside of PATH, or only in another stage.`,
    zh: `shell 在 PATH 中没有找到该程序（退出码 127）。基础镜像不含它：slim 和 alpine 镜像省去了大多数工具（包括 sudo），
      各发行版的包管理器也不同。也可能它装在 PATH 之外，或只装在另一个 stage 里。`,
  },

  evidence: {
    stage: onlyTheBase<Facts>({
      // A login shell has a PATH of its own, and may hide what the image has.
      question: ({ name, instruction }) =>
        /\b(?:ba|z)?sh -\w*l|--login|\bsu\b|\benv -i|\bPATH=/.test(instruction) ? undefined : { endings: [name] },
      what: ({ name }) => name,
    }),
  },

  retry: 'useless',
  remedies: ({ name }) => [
    name === 'sudo'
      ? {
          id: 'drop-sudo',
          title: { en: 'Drop sudo: RUN already is root', zh: '去掉 sudo：RUN 默认就是 root' },
          risk: 'reversible',
          steps: [
            edit(
              'Dockerfile',
              {
                en: 'Use USER root around the step if an earlier USER changed it.',
                zh: '如果之前用 USER 切换过用户，在该步骤前后用 USER root 切换。',
              },
              { before: 'RUN sudo apt-get …', after: 'RUN apt-get …' },
            ),
          ],
        }
      : {
          id: 'install-the-program',
          title: { en: 'Install the package that has it', zh: '安装包含它的软件包' },
          risk: 'reversible',
          steps: [
            edit(
              'Dockerfile',
              {
                en: 'Debian and Ubuntu; the package may be named differently.',
                zh: 'Debian、Ubuntu 系；软件包名可能不同。',
              },
              {
                after: `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`,
              },
            ),
            edit('Dockerfile', { en: 'Alpine.', zh: 'Alpine 系。' }, { after: `RUN apk add --no-cache ${name}` }),
          ],
        },
    {
      id: 'look-for-the-program',
      title: { en: 'See what the base image has', zh: '查看基础镜像里有什么' },
      risk: 'read',
      steps: [
        look(
          [
            'docker',
            'run',
            '--rm',
            '--entrypoint',
            'sh',
            '<base-image>',
            '-c',
            `command -v ${name}; echo $PATH; cat /etc/os-release`,
          ],
          {
            note: { en: 'Put in the image of the FROM line.', zh: '填入 FROM 行的镜像。' },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'dash', path: 'src/exec.c', symbol: 'shellexec' },
    { repo: 'bash', path: 'execute_cmd.c', symbol: 'shell_execve' },
    { repo: 'mirror/busybox', path: 'shell/ash.c', symbol: 'shellexec' },
  ],
});

export default commandNotFound;

export const examples: ExamplesOf<typeof commandNotFound> = [
  {
    name: 'nothing was installed in the stage',
    log: `#5 [2/2] RUN pip install flask
#5 0.151 /bin/sh: pip: not found
#5 ERROR: process "/bin/sh -c pip install flask" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip install flask" did not complete successfully: exit code: 127
`,
    project: { Dockerfile: 'FROM alpine:3.19\nRUN pip install flask\n' },
    matches: { name: 'pip' },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'it was installed somewhere, perhaps outside of PATH',
    log: `#6 [3/3] RUN pip install flask
#6 0.151 /bin/sh: pip: not found
#6 ERROR: process "/bin/sh -c pip install flask" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip install flask" did not complete successfully: exit code: 127
`,
    project: { Dockerfile: 'FROM alpine:3.19\nRUN apk add python3\nRUN pip install flask\n' },
    matches: { name: 'pip' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'busybox sh',
    log: `#5 [2/2] RUN pip install x
#5 0.119 /bin/sh: pip: not found
#5 ERROR: process "/bin/sh -c pip install x" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip install x" did not complete successfully: exit code: 127
`,
    matches: { name: 'pip' },
    remedies: ['install-the-program', 'look-for-the-program'],
  },
  {
    name: 'bash, inside a script',
    log: `#5 [2/2] RUN ./install.sh
#5 0.119 ./install.sh: line 76: sudo: command not found
#5 ERROR: process "/bin/sh -c ./install.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c ./install.sh" did not complete successfully: exit code: 127
`,
    matches: { name: 'sudo' },
    remedies: ['drop-sudo', 'look-for-the-program'],
  },
  {
    name: 'a bash builtin in sh',
    log: `#5 [2/2] RUN source /opt/env.sh
#5 0.119 /bin/sh: 1: source: not found
#5 ERROR: process "/bin/sh -c source /opt/env.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c source /opt/env.sh" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'bashism-in-sh',
  },
  {
    name: 'a line of a CI script under busybox',
    log: `#9 [7/9] RUN sh ci.sh
#9 0.42 /bin/sh: eval: line 144: rsync: not found
#9 ERROR: process "/bin/sh -c sh ci.sh" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c sh ci.sh" did not complete successfully: exit code: 127
`,
    matches: { name: 'rsync' },
  },
];
