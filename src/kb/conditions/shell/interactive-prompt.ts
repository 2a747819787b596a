import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const interactivePrompt = condition({
  id: 'interactive-prompt',
  stage: 'shell',
  title: { en: 'A program asks a question, and nobody can answer in a build', zh: '程序在等待输入，而构建中无人应答' },

  signatures: [
    {
      on: 'output',
      says: [
        'Do you want to continue? [Y/n] Abort',
        'Do you want to continue [Y/n]? Abort',
        'Is this ok [y/d/N]: Exiting',
        'Is this ok [y/N]: Operation aborted',
      ],
      pattern: /(?<question>Do you want to continue|Is this ok)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Do you want to continue',
      pattern: /(?<question>Do you want to continue)\??.{0,10}\[Y\/n\]/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: ['Please select the geographic area in which you live', 'Configuring tzdata'],
      pattern: /(?<question>geographic area|tzdata)/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: ['end of file on stdin at conffile prompt', 'EOF on stdin at conffile prompt'],
      pattern: /(?<question>conffile prompt)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'EOFError: EOF when reading a line',
      pattern: /(?<question>EOF when reading a line)/,
      when: isOfStep,
    },
    { on: 'output', says: 'Shall I install Hex?', pattern: /(?<question>Shall I install Hex\?)/ },
    {
      on: 'output',
      says: 'Could not find "rebar3", which is needed to build dependency',
      pattern: /(?<question>rebar3)/,
    },
    { on: ['output', 'error'], says: 'Proceed ([y]/n)?', pattern: /(?<question>Proceed \(\[y\]\/n\)\?)/ },
    {
      on: 'output',
      says: [
        'sudo: no tty present and no askpass program specified',
        'sudo: a terminal is required to read the password',
        'su: must be run from a terminal',
      ],
      pattern: /(?<question>password)|no tty present|run from a terminal/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: '? [y]es, [n]o, [A]ll, [N]one, [r]ename:',
      pattern: /(?<question>replace \S{1,200}\?)/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ question: group('question') }),

  yieldsTo: ['apt-unmet-deps'],
  headline: ({ question }) => ({
    en: `A program asks for input ("${question}") and gets none`,
    zh: `程序请求输入（"${question}"），但没有得到`,
  }),
  why: {
    en: `A build step has no terminal and an empty standard input, so a question ends the program or hangs it. "debconf: unable to
      initialize frontend" alone is only a warning.`,
    zh: `构建步骤没有终端，标准输入为空，所以一旦提问，程序就会退出或卡住。单独的 “debconf: unable to initialize frontend” 只是警告。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'answer-in-advance',
      title: { en: 'Answer in advance', zh: '预先给出回答' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'apt, also for time zone and configuration files.', zh: 'apt；时区、配置文件的提问也适用。' },
          {
            after:
              'RUN apt-get update && DEBIAN_FRONTEND=noninteractive TZ=Etc/UTC apt-get install -y -o Dpkg::Options::=--force-confold …',
          },
        ),
        edit('Dockerfile', {
          en: 'Others: yum -y, conda -y, npx --yes, mix local.hex --force && mix local.rebar --force.',
          zh: '其他：yum -y、conda -y、npx --yes、mix local.hex --force && mix local.rebar --force。',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'apt-private/private-output.cc', symbol: 'YnPrompt' },
    { repo: 'guillemj/dpkg', path: 'src/main/configure.c', symbol: 'promptconfaction' },
  ],
});

export default interactivePrompt;

export const examples: ExamplesOf<typeof interactivePrompt> = [
  {
    name: 'apt-get install without -y',
    log: `#6 [2/4] RUN apt-get update && apt-get install curl
#6 2.812 After this operation, 4,321 kB of additional disk space will be used.
#6 2.812 Do you want to continue? [Y/n] Abort.
#6 ERROR: process "/bin/sh -c apt-get update && apt-get install curl" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install curl" did not complete successfully: exit code: 1
`,
    matches: { question: 'Do you want to continue' },
    verdict: 'confirmed',
  },
  {
    name: 'debconf only warns',
    log: `#6 [2/4] RUN apt-get update && apt-get install -y crl
#6 2.812 debconf: unable to initialize frontend: Dialog
#6 2.912 E: Unable to locate package crl
#6 ERROR: process "/bin/sh -c apt-get update && apt-get install -y crl" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y crl" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-package-not-found',
  },
];
