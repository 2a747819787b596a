import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const dockerdFlagFileConflict = condition({
  id: 'dockerd-flag-file-conflict',
  stage: 'client',
  title: {
    en: 'An engine option is set both as a flag and in daemon.json',
    zh: '引擎选项同时出现在命令行和 daemon.json 中',
  },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'the following directives are specified both as a flag and in the configuration file',
      pattern: /specified both as a flag and in the configuration file: (?<key>[\w.-]{1,60}):/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ key: group('key') }),

  headline: ({ key }) => ({
    en: `"${key}" is set both on the dockerd command line and in daemon.json`,
    zh: `"${key}" 同时在 dockerd 命令行和 daemon.json 中设置`,
  }),
  why: {
    en: `dockerd does not choose between the two places and refuses to start, even if both say the same. With
      "hosts" the flag is the -H fd:// in the systemd unit of the package.`,
    zh: `dockerd 不会在两处之间取舍，即使内容相同也拒绝启动。对于 "hosts"，
      命令行参数就是软件包 systemd unit 里的 -H fd://。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-unit',
      title: { en: 'See the flags of the unit', zh: '查看 unit 的参数' },
      risk: 'read',
      steps: [look(['systemctl', 'cat', 'docker'])],
    },
    {
      id: 'keep-one',
      title: { en: 'Keep the option in one place', zh: '只在一处保留该选项' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/systemd/system/docker.service.d/override.conf',
          {
            en: 'Start dockerd without the flag (or remove the key from daemon.json)',
            zh: '启动 dockerd 时去掉该参数（或从 daemon.json 删除该键）',
          },
          { after: '[Service]\nExecStart=\nExecStart=/usr/bin/dockerd --containerd=/run/containerd/containerd.sock' },
        ),
        shell('sudo systemctl daemon-reload && sudo systemctl restart docker', 'docker desktop restart', 'disruptive', {
          on: 'linux',
        }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/config/config.go', symbol: 'findConfigurationConflicts' }],
});

export default dockerdFlagFileConflict;

export const examples: ExamplesOf<typeof dockerdFlagFileConflict> = [
  {
    name: 'hosts in both',
    log: `unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives are specified both as a flag and in the configuration file: hosts: (from flag: [fd://], from file: [unix:///var/run/docker.sock tcp://127.0.0.1:2375])
`,
    matches: { key: 'hosts' },
  },
  {
    name: 'a key nobody knows',
    log: `unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives don't match any configuration option: host
`,
    matches: false,
    is: 'dockerd-config-invalid',
  },
];
