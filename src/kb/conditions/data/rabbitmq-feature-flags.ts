import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const rabbitmqFeatureFlags = condition({
  id: 'rabbitmq-feature-flags',
  stage: 'data',
  title: {
    en: 'RabbitMQ was upgraded before its feature flags were enabled',
    zh: 'RabbitMQ 在启用 feature flag 之前就升级了',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'required feature flag not enabled! It must be enabled before upgrading RabbitMQ',
      pattern: /Feature flags: `(?<flag>\w{1,60})`: required feature flag not enabled!/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'disabled_required_feature_flag',
      pattern: /disabled_required_feature_flag(?:,\s{0,80}(?<flag>\w{1,60}))?/,
      strength: 'states',
    },
    { on: ['output', 'error'], says: 'failed_to_initialize_feature_flags_registry' },
  ],
  facts: (group, event) => ({ flag: group('flag'), service: event.service ?? 'rabbitmq' }),

  headline: ({ flag, service }) => ({
    en: `${service} does not start: its data come from an older RabbitMQ${flag === '' ? ' whose feature flags were not all enabled' : ` in which ${flag} was not enabled`}`,
    zh: `${service} 无法启动：数据来自旧版 RabbitMQ，当时${flag === '' ? '没有启用全部 feature flag' : `没有启用 ${flag}`}`,
  }),
  why: {
    en: `A new series of RabbitMQ requires flags that were optional before, and it cannot enable them itself on a node that is down.
      A tag such as "3-management" or "latest" changes the series with the next pull. Nothing is lost: the old version still opens
      the volume.`,
    zh: `RabbitMQ 的新系列会把过去可选的 flag 变成必需，而节点没起来时它无法自己启用。
      “3-management”或“latest”这样的标签，一次拉取就可能换了系列。数据没有丢：旧版本仍能打开这个卷。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'enable-in-the-old-version',
      title: { en: 'Start the old version, enable the flags, then upgrade', zh: '先启动旧版本、启用 flag，再升级' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'The series that was running before; 3.13 as an example.', zh: '之前运行的系列；这里以 3.13 为例。' },
          { after: 'image: rabbitmq:3.13-management' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
        run(['docker', 'compose', 'exec', service, 'rabbitmqctl', 'enable_feature_flag', 'all'], 'disruptive', {
          note: { en: 'An enabled flag cannot be disabled again.', zh: '启用后的 flag 无法再关闭。' },
        }),
        advise(
          'Then set the new tag again. Go through every series between the two, for example 3.12, 3.13, 4.0.',
          '然后再换回新标签。两者之间的每个系列都要依次经过，例如 3.12、3.13、4.0。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'rabbitmq/rabbitmq-server', path: 'deps/rabbit/src/rabbit_ff_registry_factory.erl' }],
});

export default rabbitmqFeatureFlags;

export const examples: ExamplesOf<typeof rabbitmqFeatureFlags> = [
  {
    name: 'one flag is named',
    log: `mq-1  | 2025-02-01 08:00:00.366877+00:00 [error] <0.232.0> Feature flags: \`stream_filtering\`: required feature flag not enabled! It must be enabled before upgrading RabbitMQ.
mq-1  | 2025-02-01 08:00:00.366905+00:00 [error] <0.232.0> Failed to initialize feature flags registry: {disabled_required_feature_flag,
mq-1  | 2025-02-01 08:00:00.366905+00:00 [error] <0.232.0>                                               stream_filtering}
mq-1 exited with code 1
`,
    matches: { flag: 'stream_filtering', service: 'mq' },
  },
  {
    name: 'only the end',
    log: `mq-1  | BOOT FAILED
mq-1  | ===========
mq-1  | Error during startup: {error,failed_to_initialize_feature_flags_registry}
mq-1 exited with code 1
`,
    matches: { flag: '' },
  },
  {
    name: 'the cookie',
    log: `mq-1  | [error] Cookie file /var/lib/rabbitmq/.erlang.cookie must be accessible by owner only
mq-1 exited with code 1
`,
    matches: false,
    is: 'rabbitmq-cookie-or-perms',
  },
];
