import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const composeYamlSyntax = condition({
  id: 'compose-yaml-syntax',
  stage: 'compose',
  title: { en: 'The Compose file is no valid YAML', zh: 'Compose 文件不是合法的 YAML' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['yaml: line ', 'yaml: found ', 'yaml: did not find', 'yaml: control characters', 'yaml: invalid '],
      pattern:
        /^(?:(?:failed to parse |parsing )?(?<file>\S{1,300}\.ya?ml):? )?(?:\w[\w ]{0,40}: )?(?:go-)?yaml: (?:line (?<at>\d{1,6}): )?(?!.*mapping key)(?<reason>[^\n]{3,200})/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['error', 'output'],
      says: ['yaml.scanner.ScannerError', 'yaml.parser.ParserError'],
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ at: group('at'), reason: group('reason') }),

  headline: ({ at, reason }) => ({
    en: `The Compose file does not parse as YAML${at === '' ? '' : ` near line ${at}`}${reason === '' ? '' : `: ${reason}`}`,
    zh: `Compose 文件无法按 YAML 解析${at === '' ? '' : `（第 ${at} 行附近）`}${reason === '' ? '' : `：${reason}`}`,
  }),
  why: {
    en: `The parser gave up before Compose looked at a single key. Mostly it is indentation, a tab, a missing blank after a colon, an unclosed quote,
      or a merge marker. The line is where the parser lost track, which may be well before or after the mistake.`,
    zh: `解析器在 Compose 读到任何键之前就放弃了。多半是缩进、制表符、冒号后缺空格、引号未闭合或合并冲突标记。
      给出的行是解析器迷失的位置，可能在真正错误之前或之后。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'find-the-place',
      title: {
        en: 'Parse it again after each change; look for tabs and merge markers',
        zh: '每改一处就再解析一次；查找制表符和冲突标记',
      },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'config', '--quiet']),
        shell(
          "grep -nP '\\t|^(<<<<<<<|=======|>>>>>>>)' compose.yaml",
          "Select-String -Path compose.yaml -Pattern '\\t|^(<<<<<<<|=======|>>>>>>>)'",
          'read',
        ),
      ],
    },
    {
      id: 'correct-the-indentation',
      title: {
        en: 'Indent with two blanks throughout and quote values with ": " or "#"',
        zh: '统一用两个空格缩进；含 “: ” 或 “#” 的值加引号',
      },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Keys of one level start in the same column.', zh: '同一级的键从同一列开始。' },
          { after: 'services:\n  web:\n    image: nginx\n    command: ["sh", "-c", "echo a: b"]' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'compose-spec/compose-go', path: 'loader/loader.go', symbol: 'loadYamlFile' },
    { repo: 'yaml/go-yaml', path: 'decode.go', symbol: 'parser.fail' },
  ],
});

export default composeYamlSyntax;

export const examples: ExamplesOf<typeof composeYamlSyntax> = [
  {
    name: 'bad indentation',
    log: `yaml: line 4: did not find expected key
`,
    matches: { at: '4', reason: 'did not find expected key' },
    verdict: 'confirmed',
  },
  {
    name: 'newer Compose names the file',
    log: `failed to parse /srv/shop/compose.yaml: yaml: line 7: mapping values are not allowed in this context
`,
    matches: { at: '7' },
  },
  {
    name: 'a program in a container reads another YAML file',
    log: `prometheus-1  | time=2026-11-22T13:31:15.160Z level=ERROR msg="Error loading config" err="parsing YAML file /etc/prometheus/prometheus.yml: yaml: line 4: did not find expected key"
prometheus-1 exited with code 2
`,
    matches: false,
    is: null,
  },
];
