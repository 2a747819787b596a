import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const bazelVersionMismatch = condition({
  id: 'bazel-version-mismatch',
  stage: 'shell',
  title: { en: 'Bazel has another version than the project asks for', zh: 'Bazel 的版本与项目要求不同' },

  signatures: [
    {
      on: 'output',
      says: ["ERROR: The project you're trying to build requires Bazel ", 'Current Bazel version is '],
      pattern:
        /requires Bazel (?<need>[\w.-]{1,20}) \(specified in|Current Bazel version is (?<have>[\d.]{1,12}), expected at (?:least|most) (?<bound>[\d.]{1,12})/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ need: group('need') || group('bound') }),

  headline: ({ need }) => ({
    en: need === '' ? 'The project asks for another version of Bazel' : `The project asks for Bazel ${need}`,
    zh: need === '' ? '项目要求另一个版本的 Bazel' : `项目要求 Bazel ${need}`,
  }),
  why: {
    en: `A project names its Bazel in .bazelversion or checks it in its WORKSPACE; flags and rules change from release to release. The image brought whatever its repository has today.`,
    zh: `项目在 .bazelversion 中写明 Bazel 版本，或在 WORKSPACE 中检查；选项和规则随版本变化。镜像装的是软件源当前的版本。`,
  },

  retry: 'useless',
  remedies: ({ need }) => [
    {
      id: 'bazelisk',
      title: { en: 'Install Bazelisk, which fetches the right one', zh: '安装 Bazelisk，由它获取正确版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: `It reads .bazelversion${need === '' ? '' : ` (${need})`}.`,
            zh: `它会读取 .bazelversion${need === '' ? '' : `（${need}）`}。`,
          },
          { after: 'RUN npm install -g @bazel/bazelisk && ln -s $(which bazelisk) /usr/local/bin/bazel' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'bazelbuild/bazel', path: 'scripts/packages/bazel.sh' }],
});

export default bazelVersionMismatch;

export const examples: ExamplesOf<typeof bazelVersionMismatch> = [
  {
    name: 'named by the project',
    log: `#7 [3/5] RUN bazel build //...
#7 0.200 ERROR: The project you're trying to build requires Bazel 0.24.1 (specified in /app/.bazelversion), but it wasn't found in /usr/bin.
#7 ERROR: process "/bin/sh -c bazel build //..." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bazel build //..." did not complete successfully: exit code: 1
`,
    matches: { need: '0.24.1' },
    verdict: 'confirmed',
  },
  {
    name: 'Bazel is not there',
    log: `#7 [3/5] RUN bazel build //...
#7 0.200 /bin/sh: 1: bazel: not found
#7 ERROR: process "/bin/sh -c bazel build //..." did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bazel build //..." did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
