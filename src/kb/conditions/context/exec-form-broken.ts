import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import { edit } from '#core/model/steps.ts';
import { dockerfileRemedy, inInstruction } from '../../shared/instruction-edit.ts';

const execFormBroken = condition({
  id: 'exec-form-broken',
  stage: 'context',
  title: {
    en: 'CMD or ENTRYPOINT looks like JSON but is not, so a shell got the brackets',
    zh: 'CMD 或 ENTRYPOINT 看似 JSON 却不是，方括号被交给了 shell',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['/bin/sh: ', 'sh: 1: ', 'bash: '],
      pattern:
        /^(?:\/bin\/)?(?:sh|bash|ash|dash): (?:line )?(?:\d{1,3}: )?(?<word>\[["'\w/.-][^\s:]{0,100}): (?:not found|command not found|No such file or directory)/,
    },
  ],
  facts: (group) => ({ word: group('word') }),

  headline: ({ word }) => ({
    en: `The shell was asked to run "${word}"`,
    zh: `shell 被要求执行 "${word}"`,
  }),
  why: {
    en: `The exec form has to be valid JSON: double quotes, no comma at the end. If it is not, Docker takes the
      whole line as a shell command without a word, and the shell looks for a program whose name begins with a
      bracket.`,
    zh: `exec 形式必须是合法的 JSON：使用双引号，末尾没有逗号。
      否则 Docker 会不加提示地把整行当作 shell 命令，于是 shell 去找名字以方括号开头的程序。`,
  },

  evidence: {
    dockerfiles: {
      probe: 'project.dockerfiles',
      about: () => ({}),
      confirms: (files, { word }) => brokenListOf(files, word) !== undefined,
      refutes: () => false,
      tells: (files, { word }) => {
        const { path = 'Dockerfile', line = 1, keyword = 'RUN' } = brokenListOf(files, word) ?? {};
        return {
          en: `${path}:${line}: the list after ${keyword} is not valid JSON, and "${word}" is its first word.`,
          zh: `${path}:${line}：${keyword} 之后的列表不是合法的 JSON，"${word}" 正是它的第一个词。`,
        };
      },
    },
  },

  retry: 'useless',
  remedies: (_facts, _seen, at) => [
    dockerfileRemedy(
      'quote-as-json',
      { en: 'Write the list as JSON', zh: '把列表写成 JSON' },
      { en: 'The same words in double quotes', zh: '同样的词，改用双引号' },
      inInstruction(at, BROKEN_LIST, ([list]) => asJson(list)),
    ),
    {
      id: 'write-json',
      title: { en: 'Write it as JSON', zh: '写成 JSON' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Double quotes around every word, no trailing comma', zh: '每个词都用双引号，末尾不加逗号' },
          { before: "CMD ['node', 'server.js']", after: 'CMD ["node", "server.js"]' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'frontend/dockerfile/parser/line_parsers.go', symbol: 'parseMaybeJSON' }],
});

/** Words in quotes of either kind, between brackets, to the end of the instruction; a comma may be left over. */
const BROKEN_LIST =
  /\[\s*(?:'[^'"\\]{0,300}'|"[^"'\\]{0,300}")(?:\s*,\s*(?:'[^'"\\]{0,300}'|"[^"'\\]{0,300}")){0,60}\s*,?\s*\]$/;

const EXEC_FORMS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

/** The instruction whose list is no JSON, so that a shell gets it, and whose first word is the one the shell did not find. */
function brokenListOf(
  files: readonly ProjectDockerfile[],
  word: string,
): { readonly path: string; readonly line: number; readonly keyword: string } | undefined {
  for (const { path, instructions } of files) {
    for (const { keyword, text, line } of instructions) {
      const list = text.slice(keyword.length).trim();
      if (!EXEC_FORMS.has(keyword) || !list.startsWith('[') || isListOfWords(list)) continue;
      // The shell takes the quotes off.
      if (list.split(/\s/, 1)[0]?.replaceAll(/['"]/g, '') === word) return { path, line, keyword };
    }
  }
  return undefined;
}

function isListOfWords(list: string): boolean {
  try {
    const value: unknown = JSON.parse(list);
    return Array.isArray(value) && value.every((one) => typeof one === 'string');
  } catch {
    return false;
  }
}

function asJson(list: string): string {
  const words = [...list.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

export default execFormBroken;

export const examples: ExamplesOf<typeof execFormBroken> = [
  {
    name: 'single quotes',
    log: `web-1  | /bin/sh: 1: [node,: not found
web-1 exited with code 127
`,
    matches: { word: '[node,' },
    world: {},
    speaks: ['could-not-look'],
    verdict: 'suspected',
  },
  {
    name: 'the Dockerfile has that list',
    log: `web-1  | /bin/sh: 1: [node,: not found
web-1 exited with code 127
`,
    matches: { word: '[node,' },
    project: { Dockerfile: "FROM node:20\nCMD ['node', 'server.js']\n" },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'the list of this Dockerfile is JSON: another one was built',
    log: `web-1  | /bin/sh: 1: [node,: not found
web-1 exited with code 127
`,
    matches: { word: '[node,' },
    project: { Dockerfile: 'FROM node:20\nCMD ["node", "server.js"]\n' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'a program that is missing',
    log: `web-1  | /bin/sh: 1: gunicorn: not found
web-1 exited with code 127
`,
    matches: false,
  },
];
