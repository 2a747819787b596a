import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composePortSyntax = condition({
  id: 'compose-port-syntax',
  stage: 'compose',
  title: { en: 'A port in the Compose file cannot be read', zh: 'Compose 文件中的端口无法解析' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'invalid hostPort: ',
        'invalid containerPort: ',
        'No port specified: ',
        'is missing a target port',
        'invalid proto: ',
        'Invalid hostPort: ',
        'Invalid containerPort: ',
        'invalid port range',
        'Invalid port range',
      ],
      pattern:
        /(?:[Ii]nvalid (?:hostPort|containerPort|proto): ?(?<value>[^\s]{0,80})|No port specified: (?<none>\S{0,80})|is missing a target port|[Ii]nvalid port range)/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ value: group('value') || group('none') }),

  yieldsTo: ['compose-env-unset'],
  headline: ({ value }) => ({
    en: `A port${value === '' ? '' : ` ("${value}")`} in ports: cannot be read`,
    zh: `ports: 中的端口${value === '' ? '' : `（“${value}”）`}无法解析`,
  }),
  why: {
    en: `A port is "container", "host:container" or "address:host:container", with numbers or ranges. An empty variable, a quote that became part of the value,
      or an unquoted pair below 60 (YAML reads 22:22 as a number) breaks it.`,
    zh: `端口写法是 “容器端口”、“宿主端口:容器端口” 或 “地址:宿主端口:容器端口”，可以是数字或范围。
      变量为空、引号混进了值里，或没有加引号的小数字对（YAML 会把 22:22 读成一个数）都会出错。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'quote-the-port',
      title: {
        en: 'Quote the ports and see what is left after interpolation',
        zh: '给端口加引号，并查看变量替换后的结果',
      },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Host first, container last.', zh: '宿主端口在前，容器端口在后。' },
          { after: 'ports:\n  - "${WEB_PORT:-8080}:80"' },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [
    { repo: 'docker/go-connections', path: 'nat/nat.go', symbol: 'ParsePortSpec' },
    { repo: 'compose-spec/compose-go', path: 'types/types.go', symbol: 'ParsePortConfig' },
  ],
});

export default composePortSyntax;

export const examples: ExamplesOf<typeof composePortSyntax> = [
  {
    name: 'a word instead of a number',
    log: `services.web.ports.0: invalid hostPort: http
`,
    matches: { value: 'http' },
    verdict: 'confirmed',
  },
  {
    name: 'the port is fine, but taken',
    log: `Error response from daemon: driver failed programming external connectivity on endpoint shop-web-1 (e1f9bf75): Bind for 0.0.0.0:8080 failed: port is already allocated
`,
    matches: false,
  },
];
