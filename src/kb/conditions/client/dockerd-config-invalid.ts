import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, look, shell } from '#core/model/steps.ts';
import type { DaemonConfiguration } from '#core/model/probes/configuration.ts';
import { exampleDaemon } from '../../shared/example-world.ts';

const dockerdConfigInvalid = condition({
  id: 'dockerd-config-invalid',
  stage: 'client',
  title: { en: 'daemon.json is not valid', zh: 'daemon.json 无效' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'unable to configure the Docker daemon with file',
      pattern: /unable to configure the Docker daemon with file (?<file>[^\s:]{1,300}): (?<reason>.{1,300})/,
      strength: 'states',
      when: (event) => !event.text.includes('specified both as a flag'),
    },
  ],
  facts: (group) => ({ file: group('file'), reason: group('reason') }),

  headline: ({ file, reason }) => ({
    en: `The engine cannot read ${file}: ${reason}`,
    zh: `引擎无法读取 ${file}：${reason}`,
  }),
  why: {
    en: `dockerd parses its configuration file before anything else and stops at the first thing it does not accept:
      JSON that does not parse or a key it does not know. systemd then shows only "start request repeated too
      quickly".`,
    zh: `dockerd 启动时首先解析配置文件，遇到无法接受的内容就退出：JSON 语法错误，或不认识的键。
      之后 systemd 只会显示 "start request repeated too quickly"。`,
  },

  evidence: {
    configuration: {
      probe: 'config.daemon',
      about: () => ({}),
      confirms: ({ path, problem }, { file }) => problem !== undefined && (file === '' || path === file),
      // It may have been corrected since; and JSON that parses can hold a key the engine does not know.
      refutes: () => false,
      tells: ({ path, problem }) => ({
        en: `${path}:${problem?.line ?? 0}:${problem?.column ?? 0} is no JSON: ${problem?.detail ?? ''}.`,
        zh: `${path}:${problem?.line ?? 0}:${problem?.column ?? 0} 不是合法的 JSON：${problem?.detail ?? ''}。`,
      }),
    },
  },

  ahead: {
    asks: ['config.daemon'],
    finds: ({ 'config.daemon': file }) =>
      file === undefined
        ? []
        : faultsOf(file).map((reason) => ({
            facts: { file: file.path, reason },
            // An engine that runs was started with what stood there before.
            how: 'likely',
            tells: {
              en: 'The engine stops with this at its next start; one that runs now goes on with what it read before.',
              zh: '引擎下次启动时会因此退出；正在运行的引擎仍使用之前读到的内容。',
            },
          })),
  },

  retry: 'useless',
  remedies: ({ file, reason }) => [
    ...repairedFile(file, reason),
    {
      id: 'validate',
      title: { en: 'Let dockerd check the file', zh: '让 dockerd 检查该文件' },
      risk: 'read',
      steps: [look(['dockerd', '--validate', '--config-file', file])],
    },
    {
      id: 'repair-the-file',
      title: { en: 'Repair it and start the engine', zh: '修复后启动引擎' },
      risk: 'disruptive',
      steps: [
        edit('/etc/docker/daemon.json', {
          en: 'Correct the named key or the comma or bracket before the named character',
          zh: '修正所指的键，或所指字符前的逗号、括号',
        }),
        shell(
          'sudo systemctl reset-failed docker; sudo systemctl start docker',
          'docker desktop restart',
          'disruptive',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/config/config.go' },
    { repo: 'moby/moby', path: 'daemon/command/daemon.go' },
  ],
});

/** What the engine refuses at its start: text that is no JSON, and mirrors that are no addresses of registries. */
function faultsOf({ problem, mirrors }: DaemonConfiguration): readonly string[] {
  if (problem !== undefined) return [`line ${problem.line}, column ${problem.column}: ${problem.detail}`];
  return mirrors.flatMap((mirror) => {
    if (!/^https?:\/\//.test(mirror)) return [`invalid mirror: "${mirror}" must begin with https:// or http://`];
    return /[?#]/.test(mirror) ? [`invalid mirror: query or fragment at the end of "${mirror}"`] : [];
  });
}

/** Commas and comments that Go's JSON refuses go; so does a key the engine does not know, which never had an effect. */
function repairedFile(file: string, reason: string): readonly Remedy[] {
  const unknown = /^the following directives don't match any configuration option: (?<key>[\w.-]{1,60})$/.exec(reason);
  const key = unknown?.groups?.['key'];
  if (key !== undefined) {
    const change = { en: `Takes the key "${key}" out`, zh: `去掉键 "${key}"` };
    return [
      {
        id: 'drop-unknown-key',
        title: { en: `Take the unknown key "${key}" out`, zh: `去掉引擎不认识的键 "${key}"` },
        risk: 'reversible',
        steps: [edit(file, change, { makes: { kind: 'json', file, path: [key] } })],
      },
    ];
  }
  if (!reason.includes('invalid character')) return [];
  const change = { en: 'Takes comments and trailing commas out', zh: '去掉注释和多余的逗号' };
  return [
    {
      id: 'strict-json',
      title: {
        en: 'Take out what JSON does not allow: trailing commas, comments',
        zh: '去掉 JSON 不允许的内容：末尾多余的逗号、注释',
      },
      risk: 'reversible',
      steps: [edit(file, change, { makes: { kind: 'strict-json', file } })],
    },
  ];
}

export default dockerdConfigInvalid;

export const examples: ExamplesOf<typeof dockerdConfigInvalid> = [
  {
    name: 'a trailing comma',
    log: `unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid JSON: invalid character '}' looking for beginning of object key string
`,
    matches: { file: '/etc/docker/daemon.json' },
  },
  {
    name: 'an unknown key, from the journal',
    log: `Nov 20 10:11:12 build1 dockerd[812]: unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives don't match any configuration option: registry-mirror
`,
    matches: { file: '/etc/docker/daemon.json' },
  },
  {
    name: 'set in two places',
    log: `unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives are specified both as a flag and in the configuration file: hosts: (from flag: [fd://], from file: [tcp://127.0.0.1:2375])
`,
    matches: false,
    is: 'dockerd-flag-file-conflict',
  },
  {
    name: 'the file breaks at a line that can be named',
    log: `unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid JSON: invalid character '}' looking for beginning of object key string
`,
    matches: { file: '/etc/docker/daemon.json' },
    world: {
      'config.daemon': {
        path: '/etc/docker/daemon.json',
        exists: true,
        problem: { line: 3, column: 1, detail: 'Unexpected token' },
        keys: [],
        mirrors: [],
        insecureRegistries: [],
        dns: [],
        addressPools: [],
        features: {},
      },
    },
    speaks: ['for'],
  },
  {
    name: 'a file that parses proves nothing',
    log: `unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid JSON: invalid character '}' looking for beginning of object key string
`,
    matches: { file: '/etc/docker/daemon.json' },
    world: {
      'config.daemon': {
        path: '/etc/docker/daemon.json',
        exists: true,
        keys: ['registry-mirrors'],
        mirrors: ['http://m.example'],
        insecureRegistries: [],
        dns: [],
        addressPools: [],
        features: {},
      },
    },
    speaks: [],
  },
];

export const aheadExamples: AheadExamplesOf<typeof dockerdConfigInvalid> = [
  {
    name: 'a comma too many',
    world: {
      'config.daemon': exampleDaemon({
        problem: { line: 3, column: 1, detail: 'Expected double-quoted property name' },
      }),
    },
    finds: [
      {
        facts: { file: '/etc/docker/daemon.json', reason: 'line 3, column 1: Expected double-quoted property name' },
        how: 'likely',
      },
    ],
    remedies: ['validate', 'repair-the-file'],
  },
  {
    name: 'a mirror without a scheme',
    world: { 'config.daemon': exampleDaemon({ mirrors: ['mirror.example'] }) },
    finds: [{ how: 'likely' }],
  },
  {
    name: 'a mirror with a path, which engines of today accept',
    world: { 'config.daemon': exampleDaemon({ mirrors: ['https://mirror.example/hub/'] }) },
    finds: [],
  },
];
