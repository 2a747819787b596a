import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const envFileSyntax = condition({
  id: 'env-file-syntax',
  stage: 'compose',
  title: { en: 'A line of an env file cannot be read', zh: 'env 文件中有一行无法解析' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        '" in variable name "',
        'key cannot contain a space',
        'unterminated quoted value ',
        ' is declared with a trailing space',
        '" in variable name near "',
      ],
      pattern:
        /(?:failed to read (?<path>\S{1,300}): )?(?:line (?<at>\d{1,6}): )?(?:unexpected character ".{1,8}" in variable name|key cannot contain a space|unterminated quoted value|environment variable \S{1,80} is declared with a trailing space)/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ path: group('path'), at: group('at') }),

  headline: ({ path, at }) => ({
    en: `${path === '' ? 'The env file' : path} cannot be read${at === '' ? '' : `: line ${at}`}`,
    zh: `${path === '' ? 'env 文件' : `${path} `}无法解析${at === '' ? '' : `：第 ${at} 行`}`,
  }),
  why: {
    en: `An env file has one NAME=value per line. YAML ("NAME: value"), JSON, an unclosed quote, a BOM at the start or a value that runs over
      several lines without quotes breaks it. Compose reads it before anything else, so nothing was started.`,
    zh: `env 文件每行一个 NAME=value。写成 YAML（“NAME: value”）、JSON、引号未闭合、开头有 BOM，或未加引号的多行值都会出错。
      Compose 最先读取它，所以什么都没有启动。`,
  },

  ahead: {
    asks: ['project.envFiles'],
    finds: ({ 'project.envFiles': files = [] }) =>
      files.flatMap((file) => {
        if (!file.exists) return [];
        if (file.encoding === 'utf-16') {
          return [
            {
              facts: { path: file.path, at: '1' },
              how: 'certain' as const,
              tells: {
                en: `${file.path} is UTF-16; Compose reads UTF-8.`,
                zh: `${file.path} 是 UTF-16，而 Compose 读取 UTF-8。`,
              },
              at: { file: file.path, line: 1 },
            },
          ];
        }
        return file.oddities
          .filter(({ kind }) => kind === 'unclosed-quote')
          .map(({ line, name }) => ({
            facts: { path: file.path, at: String(line) },
            how: 'certain' as const,
            tells: { en: `The quote of ${name} is never closed.`, zh: `${name} 的引号没有闭合。` },
            at: { file: file.path, line },
          }));
      }),
  },

  retry: 'useless',
  remedies: ({ path, at }) => [
    {
      id: 'correct-the-line',
      title: { en: 'Correct that line; save as UTF-8 without BOM', zh: '改正该行；保存为不带 BOM 的 UTF-8' },
      risk: 'reversible',
      steps: [
        edit(
          path === '' ? '.env' : path,
          {
            en: `Line ${at === '' ? 'in question' : at}; a secret is not shown here.`,
            zh: `${at === '' ? '出错的行' : `第 ${at} 行`}；这里不显示机密。`,
          },
          { after: "NAME='value with blanks, # and $'" },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'dotenv/parser.go', symbol: 'locateKeyName' }],
});

export default envFileSyntax;

export const examples: ExamplesOf<typeof envFileSyntax> = [
  {
    name: 'YAML in an env file',
    log: `failed to read /srv/shop/.env: line 3: unexpected character "{" in variable name "{\\"a\\": 1}"
`,
    matches: { path: '/srv/shop/.env', at: '3' },
    verdict: 'confirmed',
  },
  {
    name: 'the Compose file is bad YAML',
    log: `yaml: line 3: mapping values are not allowed in this context
`,
    matches: false,
    is: 'compose-yaml-syntax',
  },
];

export const aheadExamples: AheadExamplesOf<typeof envFileSyntax> = [
  {
    name: 'a quote that never ends',
    project: { '.env': 'A=1\nB="two\n', 'compose.yaml': 'services:\n  app: { image: shop }\n' },
    finds: [{ facts: { path: '.env', at: '2' }, how: 'certain', at: '.env:2' }],
  },
  {
    name: 'line ends of Windows, a byte order mark, quotes and a value over two lines',
    project: {
      '.env': '\uFEFFA=1\r\nB="two words"\r\nC=\'x\'\r\nD="first\nsecond"\n',
      'compose.yaml': 'services:\n  app: { image: shop }\n',
    },
    finds: [],
  },
];
