import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

/** Compilers have a word of their own for it. */
const COMPILERS = [
  'unrecognized command line option',
  'unrecognized command-line option',
  'unknown argument: ',
] as const;

const toolOptionUnknown = condition({
  id: 'tool-option-unknown',
  stage: 'shell',
  title: {
    en: 'A tool of this image does not know an option or command that the step uses',
    zh: '镜像中的工具不认识该步骤使用的选项或命令',
  },

  signatures: [
    {
      on: 'output',
      says: [
        ': unrecognized option',
        'unrecognized options: ',
        'unrecognized arguments: ',
        'flag provided but not defined: ',
        'Error: unknown flag: ',
        'Error: unknown shorthand flag: ',
        'Error: unknown command "',
        'no such option: ',
        'Error: No such option: ',
        "error: Found argument '",
        "error: unexpected argument '",
        ': is unknown',
        ': invalid option -- ',
        'error: unknown option ',
        'Unknown option: ',
      ],
      pattern:
        /(?:unrecognized (?:options?|arguments?):? ['‘"]?(?<option>-{0,2}[\w.=/-]{1,80})|not defined: (?<flag>-\S{1,60})|unknown (?:shorthand )?flag: (?<unknown>\S{1,60})|unknown command "(?<command>[^"]{1,60})"|[Nn]o such option:? (?<none>-\S{1,60})|(?:Found|unexpected) argument '(?<argument>[^']{1,80})'|option (?<curl>-\S{1,60}): is unknown|invalid option -- ['‘]?(?<short>\w)|[Uu]nknown option:? ['‘"`]?(?<other>-{0,2}[\w-]{1,60}))/,
      unless: [{ says: COMPILERS }],
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'is ambiguous (',
      pattern: /^Option (?<option>[\w-]{1,30}) is ambiguous \(/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    option:
      ['option', 'flag', 'unknown', 'command', 'none', 'argument', 'curl', 'short', 'other']
        .map(group)
        .find((one) => one !== '') ?? '',
  }),

  yieldsTo: [
    'gem-option-removed',
    'poetry-command-removed',
    'build-arg-missing',
    'php-gd-options-renamed',
    'compiler-too-old',
    'git-missing',
    'wrapper-not-usable',
  ],
  headline: ({ option }) => ({
    en:
      option === ''
        ? 'A tool of the image does not know an option that the step uses'
        : `A tool of the image does not know "${option}"`,
    zh: option === '' ? '镜像中的工具不认识该步骤使用的选项' : `镜像中的工具不认识 "${option}"`,
  }),
  why: {
    en: `The same name stands for different programs: BusyBox on Alpine knows fewer options than the GNU tools, Debian has its own adduser, and tools drop or rename options between versions. The Dockerfile was written for another base image or another version.`,
    zh: `同一名字可能是不同的程序：Alpine 的 BusyBox 比 GNU 工具支持的选项少，Debian 的 adduser 也不同；工具在各版本间还会删除或改名选项。该 Dockerfile 是为另一种基础镜像或另一版本写的。`,
  },

  retry: 'useless',
  remedies: ({ option }) => [
    {
      id: 'look-it-up',
      title: { en: 'See what the tool of the image knows', zh: '查看镜像中的工具支持什么' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: `For one build, above the failing step; then write the step with what it knows instead of ${option === '' ? 'the option' : option}.`,
            zh: `临时加在失败步骤之前构建一次，再用它支持的写法替换 ${option === '' ? '该选项' : option}。`,
          },
          { after: 'RUN TOOL --help || true' },
        ),
      ],
    },
    {
      id: 'gnu-tools',
      title: { en: 'On Alpine: install the GNU tool', zh: '在 Alpine 上：安装 GNU 版工具' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'tar, wget, coreutils, findutils, grep, sed, shadow (for useradd and groupadd).',
            zh: 'tar、wget、coreutils、findutils、grep、sed、shadow（提供 useradd 和 groupadd）。',
          },
          { after: 'RUN apk add --no-cache tar wget coreutils shadow' },
        ),
      ],
    },
    {
      id: 'pin-the-version',
      title: { en: 'Or install the version that the step was written for', zh: '或安装该步骤所针对的版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Where the tool itself dropped the option.', zh: '若是工具自身删除了该选项。' },
          { after: 'RUN pip install "TOOL<2"' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'busybox', path: 'libbb/getopt32.c' },
    { repo: 'curl/curl', path: 'src/tool_getparam.c' },
    { repo: 'spf13/cobra', path: 'command.go' },
  ],
});

export default toolOptionUnknown;

export const examples: ExamplesOf<typeof toolOptionUnknown> = [
  {
    name: 'BusyBox tar',
    log: `#7 [3/5] RUN tar --wildcards -xf a.tar
#7 0.200 tar: unrecognized option: wildcards
#7 0.600 BusyBox v1.31.1 () multi-call binary.
#7 ERROR: process "/bin/sh -c tar --wildcards -xf a.tar" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c tar --wildcards -xf a.tar" did not complete successfully: exit code: 1
`,
    matches: { option: 'wildcards' },
  },
  {
    name: 'a command that a new version dropped',
    log: `#7 [3/5] RUN helm init --client-only
#7 0.200 Error: unknown command "init" for "helm"
#7 ERROR: process "/bin/sh -c helm init --client-only" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c helm init --client-only" did not complete successfully: exit code: 1
`,
    matches: { option: 'init' },
  },
  {
    name: 'a compiler',
    log: `#7 [3/5] RUN make
#7 0.200 cc: error: unrecognized command line option '-std=c++17'
#7 0.600 make: *** [Makefile:3: all] Error 1
#7 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'compiler-too-old',
  },
];
