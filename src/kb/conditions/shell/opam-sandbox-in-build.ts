import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const opamSandboxInBuild = condition({
  id: 'opam-sandbox-in-build',
  stage: 'shell',
  title: { en: 'opam cannot open its sandbox in a build step', zh: 'opam 无法在构建步骤中建立沙箱' },

  signatures: [
    {
      on: 'output',
      says: [
        '[ERROR] Sandboxing is not working on your platform',
        'bwrap: Creating new namespace failed',
        'bwrap: No permissions to creat',
      ],
      when: isOfStep,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'opam wants to isolate its builds, which a build step may not do',
    zh: 'opam 要隔离其构建，而构建步骤没有此权限',
  }),
  why: {
    en: `opam runs every package build in bubblewrap, which makes new namespaces. A RUN step may not: it is inside a container already.`,
    zh: `opam 用 bubblewrap 运行每个软件包的构建，需要新建命名空间。RUN 步骤没有此权限：它本身已在容器中。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'disable-sandboxing',
      title: { en: 'Switch the sandbox off: the step is one itself', zh: '关闭沙箱：构建步骤本身就是沙箱' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For opam inside of a container.', zh: '适用于容器内的 opam。' },
          { before: 'RUN opam init --yes', after: 'RUN opam init --disable-sandboxing --yes' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'ocaml/opam', path: 'src/client/opamInitDefaults.ml' },
    { repo: 'containers/bubblewrap', path: 'bubblewrap.c' },
  ],
});

export default opamSandboxInBuild;

export const examples: ExamplesOf<typeof opamSandboxInBuild> = [
  {
    name: 'opam init',
    log: `#7 [3/5] RUN opam init -y
#7 0.200 [NOTE] Will configure from built-in defaults.
#7 0.600 [ERROR] Sandboxing is not working on your platform debian:
#7 1.000           "bwrap: Creating new namespace failed: Operation not permitted"
#7 ERROR: process "/bin/sh -c opam init -y" did not complete successfully: exit code: 31
------
ERROR: failed to build: failed to solve: process "/bin/sh -c opam init -y" did not complete successfully: exit code: 31
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a package it does not have',
    log: `#7 [3/5] RUN opam install -y lwtt
#7 0.200 [ERROR] No package named lwtt found.
#7 ERROR: process "/bin/sh -c opam install -y lwtt" did not complete successfully: exit code: 5
------
ERROR: failed to build: failed to solve: process "/bin/sh -c opam install -y lwtt" did not complete successfully: exit code: 5
`,
    matches: false,
    is: 'package-not-in-index',
  },
];
