import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const localeNotUtf8 = condition({
  id: 'locale-not-utf8',
  stage: 'shell',
  title: {
    en: 'The image has no UTF-8 locale, and a file has other than ASCII characters',
    zh: '镜像没有 UTF-8 locale，而文件含有非 ASCII 字符',
  },

  signatures: [
    {
      on: 'output',
      says: "UnicodeDecodeError: 'ascii' codec can't decode byte",
      pattern: /(?<what>'ascii' codec can't decode byte)/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: "UnicodeEncodeError: 'ascii' codec can't encode",
      pattern: /(?<what>'ascii' codec can't encode)/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['invalid byte sequence in US-ASCII', '" from ASCII-8BIT to UTF-8', 'on US-ASCII (ArgumentError)'],
      pattern: /(?<what>invalid byte sequence in US-ASCII|ASCII-8BIT|US-ASCII)/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['unmappable character for encoding ASCII', 'unmappable character (0x'],
      pattern: /(?<what>unmappable character)/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'hGetContents: invalid argument (invalid byte sequence)',
      pattern: /(?<what>invalid byte sequence)/,
      when: isOfStep,
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({
    en: `A program reads UTF-8 text as ASCII (${what}): the image has no UTF-8 locale`,
    zh: `程序把 UTF-8 文本当作 ASCII 读取（${what}）：镜像没有 UTF-8 locale`,
  }),
  why: {
    en: `Base images set no LANG, so programs fall back to the POSIX locale, which is ASCII. Python before 3.7, Ruby, Java before
      18 and GHC then fail at the first character outside of it. The file itself is fine.`,
    zh: `基础镜像没有设置 LANG，程序会退回到 POSIX locale，也就是 ASCII。Python 3.7 之前、Ruby、Java 18 之前以及 GHC
      遇到第一个非 ASCII 字符就会失败。文件本身没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'set-a-utf8-locale',
      title: { en: 'Set a UTF-8 locale', zh: '设置 UTF-8 locale' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Needs no package; before the step.', zh: '无需安装软件包；放在该步骤之前。' },
          { after: 'ENV LANG=C.UTF-8 LC_ALL=C.UTF-8' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'python/cpython', path: 'Objects/exceptions.c', symbol: 'UnicodeDecodeError' },
    { repo: 'ruby/ruby', path: 'encoding.c' },
  ],
});

export default localeNotUtf8;

export const examples: ExamplesOf<typeof localeNotUtf8> = [
  {
    name: 'a README with a dash',
    log: `#6 [2/4] RUN python3 setup.py install
#6 0.812     long_description=open('README.md').read()
#6 0.812 UnicodeDecodeError: 'ascii' codec can't decode byte 0xe2 in position 4461: ordinal not in range(128)
#6 ERROR: process "/bin/sh -c python3 setup.py install" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python3 setup.py install" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'the file is not UTF-8',
    log: `#6 [2/4] RUN python3 load.py
#6 0.812 UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
#6 ERROR: process "/bin/sh -c python3 load.py" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python3 load.py" did not complete successfully: exit code: 1
`,
    matches: false,
    is: null,
  },
];
