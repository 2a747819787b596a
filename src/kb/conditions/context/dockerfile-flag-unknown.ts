import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const dockerfileFlagUnknown = condition({
  id: 'dockerfile-flag-unknown',
  stage: 'context',
  title: { en: 'This Dockerfile frontend does not know a flag', zh: '该 Dockerfile frontend 不认识某个参数' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['unknown flag: ', 'Unknown flag: '],
      pattern: /parse error(?: on)? line (?<line>\d{1,6}): [Uu]nknown flag: (?:--)?(?<flag>(?!mount\b)[\w-]{1,60})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ["unexpected key '", 'unsupported mount type "'],
      pattern:
        /parse error(?: on)? line (?<line>\d{1,6}): (?:[^\n]{0,60}: )?(?<flag>unexpected key '[^']{1,60}'|unsupported mount type "[^"]{1,60}")/,
      strength: 'states',
    },
    { on: ['error', 'output'], says: 'feature is only supported in Dockerfile frontend ', strength: 'states' },
    {
      on: 'error',
      says: ['unknown flag: ', 'Unknown flag: '],
      pattern:
        /^[Uu]nknown flag: (?:--)?(?<flag>link|chmod|parents|exclude|checksum|keep-git-dir|network|security|platform|from|chown)$/,
      when: (_, { instruction }) => /^(?:COPY|ADD|RUN|FROM|HEALTHCHECK)\s/i.test(instruction),
      strength: 'states',
    },
  ],
  facts: (group) => ({ line: group('line'), flag: group('flag') }),

  headline: ({ line, flag }) => ({
    en: `Line ${line}: ${flag} is not known to this frontend`,
    zh: `第 ${line} 行：该 frontend 不认识 ${flag}`,
  }),
  why: {
    en: `Which flags a Dockerfile may use depends on the frontend: the one in the "# syntax=" line, else the one
      built into the engine. The flag is newer than that, needs the labs frontend, or is misspelt.`,
    zh: `Dockerfile 可用的参数取决于 frontend："# syntax=" 行指定的版本，
      否则是引擎内置的版本。该参数比它更新、需要 labs 版本，或拼写有误。`,
  },

  retry: 'useless',
  remedies: ({ line }) => [
    {
      id: 'use-a-current-frontend',
      title: { en: 'Ask for a current frontend', zh: '使用较新的 frontend' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Add or raise the very first line (labs features such as --security: docker/dockerfile:1-labs)',
            zh: '添加或提高第一行（--security 等 labs 功能用 docker/dockerfile:1-labs）',
          },
          { after: '# syntax=docker/dockerfile:1' },
        ),
      ],
    },
    {
      id: 'correct-the-flag',
      title: { en: 'Or correct the spelling', zh: '或者修正拼写' },
      risk: 'reversible',
      steps: [edit('Dockerfile', { en: `Correct the flag in line ${line}`, zh: `修正第 ${line} 行的参数` })],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/instructions/bflag.go' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/instructions/commands_runmount.go' },
  ],
});

export default dockerfileFlagUnknown;

export const examples: ExamplesOf<typeof dockerfileFlagUnknown> = [
  {
    name: 'a labs flag',
    log: `ERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown flag: --security
`,
    matches: { line: '2', flag: 'security' },
    verdict: 'confirmed',
  },
  {
    name: 'a flag of the command line',
    log: `unknown flag: --build-context
See 'docker build --help'.
`,
    matches: false,
  },
];
