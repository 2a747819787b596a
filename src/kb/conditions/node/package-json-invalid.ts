import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const packageJsonInvalid = condition({
  id: 'package-json-invalid',
  stage: 'node',
  title: { en: 'package.json is not valid JSON', zh: 'package.json 不是有效的 JSON' },

  signatures: [
    {
      on: 'output',
      says: ['Failed to parse package.json data', 'npm ERR! code EJSONPARSE', 'npm error code EJSONPARSE'],
      strength: 'states',
    },
    {
      on: 'output',
      says: ['ERR_PNPM_JSON_PARSE', 'Error parsing JSON at "'],
      pattern: /ERR_PNPM_JSON_PARSE|Error parsing JSON at "(?<path>[^"]{1,300}package\.json)"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['code EINVALIDTAGNAME', 'code EINVALIDPACKAGENAME', 'code EOVERRIDE'],
      pattern: /code (?:EINVALID(?:TAG|PACKAGE)NAME|EOVERRIDE)/,
      strength: 'states',
    },
  ],

  headline: () => ({ en: 'package.json cannot be parsed as JSON', zh: 'package.json 无法按 JSON 解析' }),
  why: {
    en: `The file is there and its content is not JSON: a trailing comma, a comment, conflict markers of git, or a template placeholder that nobody filled in.`,
    zh: `文件存在，但内容不是 JSON：多余的逗号、注释、git 冲突标记，或没有替换的模板占位符。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'check-json',
      title: { en: 'Find the place', zh: '找到出错的位置' },
      risk: 'read',
      steps: [look(['node', '-e', 'JSON.parse(require("fs").readFileSync("package.json","utf8"))'])],
    },
    {
      id: 'correct-json',
      title: { en: 'Correct the file, then write the lock file again', zh: '修正文件，再重新生成锁文件' },
      risk: 'reversible',
      steps: [
        edit('package.json', {
          en: 'No comments, no trailing commas, no conflict markers.',
          zh: '不能有注释、尾逗号或冲突标记。',
        }),
        run(['npm', 'install', '--package-lock-only'], 'reversible'),
      ],
    },
  ],

  sources: [{ repo: 'npm/cli', path: 'lib/utils/error-message.js' }, { repo: 'npm/read-package-json' }],
});

export default packageJsonInvalid;

export const examples: ExamplesOf<typeof packageJsonInvalid> = [
  {
    name: 'npm 6',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm ERR! code EJSONPARSE
#9 0.462 npm ERR! file /app/package.json
#9 0.514 npm ERR! JSON.parse Failed to parse json
#9 0.566 npm ERR! JSON.parse Unexpected token } in JSON at position 214 while parsing near
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the file is missing',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm error code ENOENT
#9 0.462 npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/app/package.json'
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'package-json-missing',
  },
];
