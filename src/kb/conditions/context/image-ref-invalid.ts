import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, shell } from '#core/model/steps.ts';

const imageRefInvalid = condition({
  id: 'image-ref-invalid',
  stage: 'context',
  title: { en: 'An image name is not a valid reference', zh: '镜像名不是合法的引用' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'must be lowercase',
      pattern: /invalid reference format: repository name (?:\((?<name>[^)]{1,300})\) )?must be lowercase/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'invalid reference format',
      pattern: /(?:"(?<name>[^"]{0,300})"[^"\n]{0,60}: )?invalid reference format(?: \(did you mean[^)]{0,80}\))?$/,
      unless: [{ on: 'warning', says: ['InvalidDefaultArgInFrom', 'UndefinedArgInFrom'], within: 'log' }],
      when: (event) =>
        !/stage name "(?:[^"]{0,300}[:@/]|[:@/][^"]{0,300}|[^"]{0,200}(?:\/[:@]|:[-.+])[^"]{0,100})"/.test(event.text),
    },
    {
      on: ['error', 'output'],
      says: 'invalid reference format',
      pattern: /docker: invalid reference format/,
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['from-arg-empty', 'compose-env-unset'],
  headline: ({ name }) => ({
    en: `${name === '' ? 'An image name' : `"${name}"`} is not a valid image reference`,
    zh: `${name === '' ? '镜像名' : `"${name}" `}不是合法的镜像引用`,
  }),
  why: {
    en: `A reference is lower-case letters, digits and . _ - /, then an optional :tag and @digest. Capital letters,
      a blank, a placeholder that was never replaced, an empty variable or an invisible carriage return from a
      CRLF .env break it. With docker run it is often an unquoted path with a blank that shifts the arguments.`,
    zh: `引用由小写字母、数字和 . _ - / 组成，后接可选的 :tag 和 @digest。
      大写字母、空格、没有替换的占位符、空变量，或 CRLF 格式 .env 带来的不可见回车符都会使其无效。
      在 docker run 中，常见的是带空格的路径没有加引号而使参数错位。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-name',
      title: { en: 'See the exact characters', zh: '查看确切字符' },
      risk: 'read',
      steps: [
        shell(
          'grep -nE "^(FROM|ARG)" Dockerfile; grep -n image: compose.yaml; cat -A .env',
          'Select-String "^(FROM|ARG)" Dockerfile; Select-String image: compose.yaml; Format-Hex .env',
          'read',
        ),
        look(['docker', 'compose', 'config', '--images']),
      ],
    },
    {
      id: 'correct-the-name',
      title: { en: 'Correct the name', zh: '修正名称' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Lower case, no blanks, every variable set', zh: '全小写、无空格、变量都有值' },
          { before: 'FROM MyOrg/App:1.0', after: 'FROM myorg/app:1.0' },
        ),
      ],
    },
    {
      id: 'quote-paths',
      title: { en: 'docker run: quote values with blanks', zh: 'docker run：给带空格的值加引号' },
      risk: 'reversible',
      steps: [
        advise(
          'Write -v "$PWD:/app" and --name "my-app"; the first word without a dash is taken as the image.',
          '写成 -v "$PWD:/app"、--name "my-app"；第一个不带短横线的词会被当作镜像名。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'distribution/reference', path: 'reference.go', symbol: 'ErrReferenceInvalidFormat' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/dockerfile2llb/convert.go' },
  ],
});

export default imageRefInvalid;

export const examples: ExamplesOf<typeof imageRefInvalid> = [
  {
    name: 'capital letters',
    log: `docker: invalid reference format: repository name (library/Alpine) must be lowercase

Run 'docker run --help' for more information
`,
    matches: { name: 'library/Alpine' },
    verdict: 'confirmed',
  },
  {
    name: 'a bad tag',
    log: `ERROR: failed to build: invalid tag "shop/api:feature/login": invalid reference format
`,
    matches: { name: 'shop/api:feature/login' },
  },
  {
    name: 'the classic builder meets a placeholder',
    log: `Step 1/4 : FROM <base image>
invalid reference format
`,
    matches: {},
  },
  {
    name: 'an empty variable',
    log: `ERROR: failed to build: failed to solve: failed to parse stage name "python:": invalid reference format
`,
    matches: false,
    is: 'from-arg-empty',
  },
];
