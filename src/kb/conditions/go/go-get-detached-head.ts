import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const goGetDetachedHead = condition({
  id: 'go-get-detached-head',
  stage: 'go',
  title: {
    en: 'go get -u tried to update a checkout that is on no branch',
    zh: 'go get -u 试图更新一个不在任何分支上的检出',
  },

  signatures: [
    {
      on: 'output',
      says: 'You are not currently on a branch.',
      strength: 'states',
      also: [{ says: 'git pull --ff-only' }],
    },
  ],

  headline: () => ({
    en: 'go get -u ran "git pull" in a checkout without a branch',
    zh: 'go get -u 在没有分支的检出中执行了 git pull',
  }),
  why: {
    en: `In GOPATH mode "go get -u" updates every repository with git pull, also the project itself if it was copied to its GOPATH place.
      The CI had checked out a commit, not a branch, and the copied .git directory says so.`,
    zh: `在 GOPATH 模式下，go get -u 会用 git pull 更新每个仓库；如果项目自身被复制到 GOPATH 中对应的位置，也会被更新。
      CI 检出的是某个提交而不是分支，复制进来的 .git 目录就是这种状态。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'no-update',
      title: { en: 'Fetch without -u, so that nothing is pulled', zh: '去掉 -u，就不会执行 pull' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Or leave the project itself out and name only its dependencies.', zh: '或者只写依赖，不写项目自身。' },
          { before: 'RUN go get -u .', after: 'RUN go get -d ./...' },
        ),
      ],
    },
    {
      id: 'use-modules',
      title: { en: 'Better: make the project a module', zh: '更好的做法：改为模块' },
      risk: 'reversible',
      steps: [
        run(['go', 'mod', 'init', 'example.com/app'], 'reversible', {
          note: { en: 'Use the import path of the project.', zh: '换成项目自己的导入路径。' },
        }),
        run(['go', 'mod', 'tidy'], 'reversible'),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/go/internal/get/get.go', symbol: 'downloadPackage' },
    { repo: 'git/git', path: 'builtin/pull.c' },
  ],
});

export default goGetDetachedHead;

export const examples: ExamplesOf<typeof goGetDetachedHead> = [
  {
    name: 'the project was copied with its .git',
    log: `Step 4/6 : RUN go get -u .
 ---> Running in 9b11c921ebe0
# cd /go/src/github.com/acme/eel; git pull --ff-only
You are not currently on a branch.
Please specify which branch you want to merge with.
See git-pull(1) for details.

package github.com/acme/eel: exit status 1
The command '/bin/sh -c go get -u .' returned a non-zero code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a script pulls by itself',
    log: `#9 [4/6] RUN ./update.sh
#9 0.410 You are not currently on a branch.
#9 0.462 Please specify which branch you want to merge with.
#9 ERROR: process "/bin/sh -c ./update.sh" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./update.sh" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
