import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const patchDoesNotApply = condition({
  id: 'patch-does-not-apply',
  stage: 'shell',
  title: { en: 'A patch does not fit the source any more', zh: '补丁已不适用于源码' },

  signatures: [
    {
      on: 'output',
      says: ['-- saving rejects to file ', 'hunk FAILED', 'hunks FAILED'],
      pattern:
        /hunks? (?:FAILED|ignored).{0,30}saving rejects to (?:file )?(?<file>\S{1,300}?)(?:\.rej)?$|hunks? FAILED/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: [': patch does not apply', 'error: patch failed: '],
      pattern: /^error: (?:patch failed: (?<target>[^\s:]{1,300})|(?<file>\S{1,300}): patch does not apply)/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Reversed (or previously applied) patch detected',
        "can't find file to patch at input line ",
        'Only garbage was found in the patch input',
      ],
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file') || group('target') }),

  yieldsTo: ['download-404', 'download-not-archive'],
  headline: ({ file }) => ({
    en: file === '' ? 'A patch does not fit the source that it is applied to' : `A patch does not fit ${file}`,
    zh: file === '' ? '补丁与要修改的源码不符' : `补丁与 ${file} 不符`,
  }),
  why: {
    en: `A patch names the lines around each change. The source that was fetched has others: it is a newer version, the change is already in it, or the path prefix (-p) is another one.`,
    zh: `补丁记录了每处修改前后的行。取到的源码与之不同：版本更新了、修改已包含在内，或路径前缀（-p）不同。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'pin-the-source',
      title: { en: 'Fetch the version that the patch was made for', zh: '获取补丁所针对的版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'A tag or commit, not a branch.', zh: '用标签或提交，不要用分支。' },
          {
            after:
              'RUN git clone --branch v1.4.2 --depth 1 https://git.example/tool.git && cd tool && git apply ../fix.patch',
          },
        ),
      ],
    },
    {
      id: 'drop-the-patch',
      title: { en: 'Or drop the patch if the change is in the source by now', zh: '若修改已并入源码，则删除补丁' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'patch -R --dry-run tells: it succeeds where the change is already in.',
            zh: '用 patch -R --dry-run 判断：成功即表示修改已在其中。',
          },
          { after: 'RUN patch -R -p1 --dry-run < fix.patch' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'patch', path: 'src/patch.c' },
    { repo: 'git/git', path: 'apply.c' },
  ],
});

export default patchDoesNotApply;

export const examples: ExamplesOf<typeof patchDoesNotApply> = [
  {
    name: 'one hunk of a patch',
    log: `#7 [3/5] RUN patch -p1 < fix.patch
#7 0.200 patching file src/main.c
#7 0.600 Hunk #1 FAILED at 12.
#7 1.000 1 out of 1 hunk FAILED -- saving rejects to file src/main.c.rej
#7 ERROR: process "/bin/sh -c patch -p1 < fix.patch" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c patch -p1 < fix.patch" did not complete successfully: exit code: 1
`,
    matches: { file: 'src/main.c' },
    verdict: 'confirmed',
  },
  {
    name: 'by git',
    log: `#7 [3/5] RUN git apply fix.patch
#7 0.200 error: patch failed: src/a.c:12
#7 0.600 error: src/a.c: patch does not apply
#7 ERROR: process "/bin/sh -c git apply fix.patch" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c git apply fix.patch" did not complete successfully: exit code: 1
`,
    matches: { file: 'src/a.c' },
  },
  {
    name: 'the patch is not there',
    log: `#7 [3/5] RUN patch -p1 < fix.patch
#7 0.200 /bin/sh: 1: cannot open fix.patch: No such file
#7 ERROR: process "/bin/sh -c patch -p1 < fix.patch" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c patch -p1 < fix.patch" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'run-path-missing',
  },
];
