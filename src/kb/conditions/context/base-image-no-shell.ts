import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const baseImageNoShell = condition({
  id: 'base-image-no-shell',
  stage: 'context',
  title: { en: 'The base image has no shell for RUN', zh: '基础镜像没有 RUN 所需的 shell' },

  signatures: [
    {
      on: 'error',
      says: ['stat /bin/sh: no such file or directory', 'exec /bin/sh: no such file or directory'],
      when: ({ step }, { instruction }) => step !== undefined || /^RUN\b/i.test(instruction),
      strength: 'states',
    },
  ],
  facts: (_group, _event, { from }) => ({ from: from.replace(/^FROM\s+/i, '') }),

  yieldsTo: ['from-arg-empty', 'exec-format-error-build', 'disk-full-data-root'],
  headline: ({ from }) => ({
    en: `RUN needs /bin/sh, which ${from === '' ? 'the base image' : from} does not have`,
    zh: `RUN 需要 /bin/sh，而${from === '' ? '基础镜像' : ` ${from} `}中没有`,
  }),
  why: {
    en: `RUN in its usual form gives the command to /bin/sh of the image. scratch and the distroless images have none; nor does a stage that takes its base from an empty variable.`,
    zh: `普通形式的 RUN 会把命令交给镜像中的 /bin/sh。scratch 和 distroless 镜像没有 shell；FROM 使用空变量的 stage 也没有。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'run-in-a-builder',
      title: {
        en: 'Do it in a stage that has a shell, and copy the result',
        zh: '在有 shell 的 stage 中完成，再复制结果',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'The last stage then only has COPY, and CMD in its JSON form.',
            zh: '最后一个 stage 只用 COPY，CMD 用 JSON 形式。',
          },
          {
            after:
              'FROM debian:12-slim AS build\nRUN make\n\nFROM gcr.example/distroless/base\nCOPY --from=build /app /app\nCMD ["/app"]',
          },
        ),
      ],
    },
    {
      id: 'debug-variant',
      title: { en: 'Or take a variant of the image with a shell', zh: '或使用带 shell 的镜像变体' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The distroless images have :debug with BusyBox.', zh: 'distroless 镜像的 :debug 变体带有 BusyBox。' },
          { after: 'FROM gcr.example/distroless/base:debug' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'opencontainers/runc', path: 'libcontainer/init_linux.go' },
    { repo: 'GoogleContainerTools/distroless', path: 'README.md' },
  ],
});

export default baseImageNoShell;

export const examples: ExamplesOf<typeof baseImageNoShell> = [
  {
    name: 'distroless',
    log: `#6 [2/3] RUN ls -la
#6 0.210 runc run failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory
#6 ERROR: process "/bin/sh -c ls -la" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ls -la" did not complete successfully: failed to create task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown
`,
    matches: {},
  },
  {
    name: 'the classic builder',
    log: `Step 1/3 : FROM scratch
 --->
Step 2/3 : RUN ls
 ---> Running in 9ab208f5951a
OCI runtime create failed: container_linux.go:349: starting container process caused "exec: \\"/bin/sh\\": stat /bin/sh: no such file or directory": unknown
`,
    matches: { from: 'scratch' },
    verdict: 'confirmed',
  },
  {
    name: 'an empty FROM',
    log: `Step 1/3 : ARG IMAGE
Step 2/3 : FROM \${IMAGE}
 --->
Step 3/3 : RUN ls
 ---> Running in 9ab208f5951a
OCI runtime create failed: container_linux.go:349: starting container process caused "exec: \\"/bin/bash\\": stat /bin/bash: no such file or directory": unknown
`,
    matches: false,
  },
];
