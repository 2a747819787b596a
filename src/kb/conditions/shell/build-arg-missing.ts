import type { Around, ExamplesOf } from '#core/model/condition.ts';
import type { TextEvent } from '#core/model/event.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';
import { isCommand, isOfStep } from '../../shared/build-event.ts';
import { COMPILE_ERRORS } from '../../shared/compile-error.ts';

const DOWNLOADS = /\b(?:curl|wget|aria2c|git (?:clone|fetch|checkout))\b/;

/** The whole command asks whether a variable has a value. */
const TESTED = /^(?:RUN |"?\/bin\/\w{1,4}sh -c )?(?:test|\[) -n ["']?\$\{?(\w{1,80})\}?["']?(?: \])?["']?$/;

const buildArgMissing = condition({
  id: 'build-arg-missing',
  stage: 'shell',
  title: { en: 'A variable that the step uses is empty', zh: '步骤使用的变量为空' },

  signatures: [
    {
      on: 'output',
      says: "E: Version '' for '",
      pattern: /Version '' for '(?<what>[^']{1,100})' was not found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'curl: (3) <url> malformed',
        'curl: (3) URL using bad/illegal format or missing URL',
        'curl: (3) URL rejected: No host part',
        'curl: no URL specified',
        'wget: missing URL',
        'curl: (2) no URL specified',
      ],
    },
    {
      on: 'output',
      says: ['mkdir: missing operand', 'chown: missing operand', 'chmod: missing operand'],
      pattern: /^(?<what>mkdir|chown|chmod): missing operand/,
    },
    {
      on: 'output',
      says: 'missing destination file operand',
      pattern: /^(?<what>cp|mv): missing (?:destination )?file operand/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: [
        "fatal: repository '' does not exist",
        "fatal: repository 'https://github.com/' not found",
        "fatal: repository 'https://github.com/.git/' not found",
        "fatal: repository 'https://github.com//' not found",
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: ["groupadd: invalid group ID '", "useradd: invalid user ID '", "usermod: invalid user ID '"],
      pattern: /(?<what>groupadd|useradd|usermod): invalid (?:group|user) ID '(?:[a-z][\w-]*)?'/,
    },
    { on: 'output', says: ['Usage: groupadd [options] GROUP', 'Usage: useradd [options] LOGIN'], strength: 'hints' },
    {
      on: 'output',
      says: ['parameter not set', 'parameter null or not set', 'unbound variable'],
      pattern: /(?:^|: )(?<what>\w{1,80}): (?:parameter (?:null or )?not set|unbound variable)/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Usage: wget [-',
      unless: [{ says: ['unrecognized option', 'invalid option'] }],
      strength: 'hints',
    },
    {
      on: 'output',
      says: 'expected one argument',
      pattern: /error: argument (?<what>[\w/ ,-]{1,60}): expected one argument/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: '(from versions: ',
      pattern: /the requirement (?<what>[\w.-]{1,80})== \(from versions/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ' is mandatory',
      pattern: /(?<what>\w{1,80}): \S{0,3}--build-arg \w{1,80}=/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'option requires an argument',
      pattern: /^(?<what>[\w./-]{1,60}): option requires an argument/,
      when: (event, { instruction, source }) => isOfStep(event) && /\$\{?[A-Za-z_]/.test(`${instruction}${source}`),
    },
    {
      on: ['output', 'error'],
      says: [
        'The requested URL returned error: 404',
        'The requested URL returned error: 403',
        'The requested URL returned error: 400',
        'ERROR 404: Not Found',
        'ERROR 403: Forbidden',
        'server returned error: HTTP/1.1 404',
        'not in gzip format',
        'This does not look like a tar archive',
        'tar: invalid magic',
        'gunzip: invalid magic',
        'End-of-central-directory signature not found',
        'unzip: invalid zip magic',
        'File format not recognized',
        ': Not: not found',
        'Could not find remote branch',
        'did not match any file(s) known to git',
        'no properly formatted',
      ],
      when: (_, { instruction, unset }) => unset.length > 0 && DOWNLOADS.test(instruction),
    },
    {
      on: 'output',
      says: [': UID 0 is not unique', ": GID '0' already exists", ': invalid user name', ': invalid numeric argument'],
      when: (_, { unset }) => unset.length > 0,
    },
    {
      on: ['output', 'error'],
      says: [': No such file or directory', ': no such file or directory', 'no source files were specified'],
      when: ({ text }, around) => namesEmptied(text, around),
      strength: 'states',
    },
    { on: 'error', says: 'cannot normalize nothing', strength: 'states' },
    { on: 'error', exitCode: 1, when: (event) => isCommand(event, TESTED), strength: 'states' },
    ...[1, 2, 4, 8, 9, 22, 100, 126, 127, 128].map((exitCode) => ({
      on: 'error' as const,
      exitCode,
      unless: [{ says: [...COMPILE_ERRORS, 'make: *** [', 'ELIFECYCLE', 'E: Unable to locate package '] }],
      when: ({ step }: TextEvent, { unset }: Around): boolean => step !== undefined && unset.length > 0,
      strength: 'hints' as const,
    })),
  ],
  facts: (group, _, { instruction, unset }) => {
    const variable = unset[0] ?? TESTED.exec(instruction)?.[1] ?? '';
    return { what: group('what') || variable, variable };
  },

  yieldsTo: ['build-arg-not-visible'],
  headline: ({ what }) => ({
    en:
      what === ''
        ? 'The step uses a variable that is empty, so its command line is incomplete'
        : `The step uses a variable that is empty ("${what}")`,
    zh: what === '' ? '步骤使用的变量为空，命令行因此不完整' : `步骤使用的变量为空（"${what}"）`,
  }),
  why: {
    en: `The program was called with an empty value where a version, a name or an address should stand. A build argument was not
      passed and has no default, or its ARG stands before FROM or in another stage: ARG is visible only after its own line,
      in its own stage.`,
    zh: `程序收到的版本、名字或地址是空值。构建参数没有传入，也没有默认值；或者它的 ARG 写在 FROM 之前或别的 stage 里：
      ARG 只在自己所在的 stage 中、自己那一行之后有效。`,
  },

  retry: 'useless',
  remedies: ({ variable }) => [
    {
      id: 'declare-with-a-default',
      title: { en: 'Declare it in this stage, with a default', zh: '在本 stage 中声明，并给出默认值' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'After FROM, before the RUN that uses it; the second line makes an empty value fail with a clear message.',
            zh: '放在 FROM 之后、使用它的 RUN 之前；第二行会让空值以清楚的信息报错。',
          },
          {
            after: `ARG ${variable || 'TOOL_VERSION'}=1.2.3\nRUN : "\${${variable || 'TOOL_VERSION'}:?build with --build-arg ${variable || 'TOOL_VERSION'}=…}"`,
          },
        ),
      ],
    },
    {
      id: 'pass-it',
      title: { en: 'Or pass it', zh: '或在构建时传入' },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '--build-arg', `${variable || 'TOOL_VERSION'}=1.2.3`, '.'], 'reversible', {
          note: { en: 'With Compose: build.args.', zh: '用 Compose 时写在 build.args。' },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/dockerfile2llb/convert.go', symbol: 'dispatchArg' },
    { repo: 'curl/curl', path: 'lib/urlapi.c', symbol: 'CURLE_URL_MALFORMAT' },
  ],
});

/** The file that is missing is one that the instruction names with its empty arguments left out. */
function namesEmptied(text: string, { instruction, unset, emptied }: Around): boolean {
  if (unset.length === 0) return false;
  const words = emptied.split(/[\s"';]+/).filter((word) => word.length > 3 && !word.includes('$'));
  return words.some((word) => !instruction.includes(word) && text.includes(word));
}

export default buildArgMissing;

export const examples: ExamplesOf<typeof buildArgMissing> = [
  {
    name: 'a version of nothing',
    log: `#5 [2/2] RUN apt-get update && apt-get install -y nginx=$NGINX_VERSION
#5 2.446 E: Version '' for 'nginx' was not found
#5 ERROR: process "/bin/sh -c apt-get update && apt-get install -y nginx=$NGINX_VERSION" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y nginx=$NGINX_VERSION" did not complete successfully: exit code: 100
`,
    matches: { what: 'nginx' },
    verdict: 'confirmed',
  },
  {
    name: 'no address for curl',
    log: `#5 [2/2] RUN curl -fsSL $TOOL_URL -o tool.tgz
#5 0.101 curl: (2) no URL specified
#5 ERROR: process "/bin/sh -c curl -fsSL $TOOL_URL -o tool.tgz" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL $TOOL_URL -o tool.tgz" did not complete successfully: exit code: 2
`,
    matches: {},
  },
  {
    name: 'a version that is not offered',
    log: `#5 [2/2] RUN apt-get update && apt-get install -y nginx=9.9
#5 2.446 E: Version '9.9' for 'nginx' was not found
#5 ERROR: process "/bin/sh -c apt-get update && apt-get install -y nginx=9.9" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y nginx=9.9" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-package-not-found',
  },
];
