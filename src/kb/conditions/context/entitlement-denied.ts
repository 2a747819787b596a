import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';

const entitlementDenied = condition({
  id: 'entitlement-denied',
  stage: 'context',
  title: { en: 'The build asks for a privilege that was not granted', zh: '构建要求的特权没有被授予' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'security.insecure is not allowed',
        'network.host is not allowed',
        'is not allowed by build daemon configuration',
        'additional privileges requested',
      ],
      pattern:
        /(?:(?<what>security\.insecure|network\.host|device) is not allowed|granting entitlement (?<grant>[\w.-]{1,60}) is not allowed|additional privileges requested)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') === '' ? group('grant') : group('what') }),

  headline: ({ what }) => ({
    en: `The privilege ${what === '' ? '' : `${what} `}was not granted to this build`,
    zh: `该构建没有获得特权${what === '' ? '' : ` ${what}`}`,
  }),
  why: {
    en: `RUN --security=insecure, --network=host and Bake files that read outside of their folder need consent
      twice: from the builder when it was created and from this build with --allow. Nothing was run.`,
    zh: `RUN --security=insecure、--network=host，
      以及读取目录之外内容的 Bake 文件需要双重许可：创建 builder 时，以及本次构建的 --allow。
      目前还没有执行任何步骤。`,
  },

  retry: 'useless',
  remedies: ({ what }) => [
    {
      id: 'do-without',
      title: { en: 'Do without the privilege', zh: '不使用该特权' },
      risk: 'reversible',
      steps: [
        advise(
          'Look whether the step needs it at all; it opens the host to the build.',
          '先确认该步骤是否真的需要；它会让构建接触到宿主机。',
        ),
      ],
    },
    {
      id: 'allow-it',
      title: { en: 'Or allow it, after reading what the step does', zh: '或者在确认步骤内容之后放行' },
      risk: 'disruptive',
      steps: [
        run(
          [
            'docker',
            'buildx',
            'create',
            '--use',
            '--name',
            'privileged',
            '--buildkitd-flags',
            '--allow-insecure-entitlement network.host --allow-insecure-entitlement security.insecure',
          ],
          'disruptive',
        ),
        run(['docker', 'buildx', 'build', '--allow', what === '' ? 'network.host' : what, '.'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'util/entitlements/entitlements.go' },
    { repo: 'docker/buildx', path: 'bake/entitlements.go' },
  ],
});

export default entitlementDenied;

export const examples: ExamplesOf<typeof entitlementDenied> = [
  {
    name: '--security=insecure',
    log: `ERROR: failed to build: failed to solve: security.insecure is not allowed
`,
    matches: { what: 'security.insecure' },
  },
  {
    name: 'the kernel refuses inside a step',
    log: `#9 [3/5] RUN mount -t tmpfs none /mnt
#9 0.400 mount: /mnt: permission denied.
#9 ERROR: process "/bin/sh -c mount -t tmpfs none /mnt" did not complete successfully: exit code: 32
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mount -t tmpfs none /mnt" did not complete successfully: exit code: 32
`,
    matches: false,
  },
];
