import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import { edit, run } from '#core/model/steps.ts';

const fromArgEmpty = condition({
  id: 'from-arg-empty',
  stage: 'context',
  title: { en: 'FROM uses a variable that has no value', zh: 'FROM 使用的变量没有值' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'should not be blank',
      pattern: /base name \((?<name>[^)]{1,200})\) should not be blank/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'failed to parse stage name "',
      pattern:
        /failed to parse stage name "(?<name>[^"]{0,300}[:@/]|[:@/][^"]{0,300}|[^"]{0,200}(?:\/[:@]|:[-.+])[^"]{0,100})": invalid reference format/,
    },
    {
      on: ['error', 'output'],
      says: 'invalid reference format',
      also: [{ on: 'warning', says: ['InvalidDefaultArgInFrom', 'UndefinedArgInFrom'], within: 'log' }],
    },
    {
      on: 'error',
      says: 'invalid reference format',
      pattern: /^invalid reference format$/,
      when: (_, { instruction }) => /^FROM\s.*\$/i.test(instruction),
    },
    // The classic builder takes an empty FROM for scratch.
    {
      on: 'error',
      says: 'stat /bin/sh: no such file or directory',
      when: (_, { from }) => /^FROM\s+(?:--\S+\s+)?\$(?:\w+|\{\w+\})(?:\s|$)/i.test(from),
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['compose-env-unset'],
  headline: ({ name }) => ({
    en: `FROM has an empty part${name === '' ? '' : `: "${name}"`}`,
    zh: `FROM 中有一部分为空${name === '' ? '' : `："${name}"`}`,
  }),
  why: {
    en: `The image name is put together from an ARG that is empty here. Only an ARG that stands before the first
      FROM counts for FROM, and it needs a default or a --build-arg; an empty variable in .env or in Compose
      passes as an empty string.`,
    zh: `镜像名由 ARG 拼成，而该 ARG 在此为空。只有写在第一个 FROM 之前的 ARG 对 FROM 有效，
      并且需要默认值或 --build-arg；.env 或 Compose 中的空变量会以空字符串传入。`,
  },

  evidence: {
    dockerfiles: {
      probe: 'project.dockerfiles',
      about: ({ name }) => (name === '' ? undefined : {}),
      confirms: (files, { name }) => emptyFrom(files, name) !== undefined,
      // A value may have been given on the command line that time.
      refutes: () => false,
      tells: (files, { name }) => {
        const { path = 'Dockerfile', line = 1, variables = [] } = emptyFrom(files, name) ?? {};
        return {
          en: `${path}:${line}: without a value for ${variables.join(', ')} the name is "${name}", and there is no default.`,
          zh: `${path}:${line}：${variables.join('、')} 没有值时，名称就是 "${name}"，而且没有默认值。`,
        };
      },
    },
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'give-a-default',
      title: { en: 'Give the ARG a default before FROM', zh: '在 FROM 之前给 ARG 设默认值' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Declare it before the first FROM', zh: '在第一个 FROM 之前声明' },
          { after: 'ARG VERSION=3.12\nFROM python:${VERSION}' },
        ),
      ],
    },
    {
      id: 'pass-the-value',
      title: { en: 'Or pass the value', zh: '或者传入该值' },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '--build-arg', 'VERSION=3.12', '.'], 'reversible'),
        edit(
          'compose.yaml',
          { en: 'Fail early if the variable is empty', zh: '变量为空时尽早报错' },
          { after: '    build:\n      args:\n        VERSION: ${VERSION:?set VERSION in .env}' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/dockerfile2llb/convert.go' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/linter/ruleset.go', symbol: 'RuleInvalidDefaultArgInFrom' },
  ],
});

/** The FROM that comes to exactly this name when variables which nobody gave a value are empty. */
function emptyFrom(
  files: readonly ProjectDockerfile[],
  name: string,
): { readonly path: string; readonly line: number; readonly variables: readonly string[] } | undefined {
  for (const { path, stages, variables } of files) {
    const first = stages[0]?.line ?? 0;
    for (const { from, line } of stages) {
      const used = [...from.matchAll(/\$\{(\w+)\}|\$(\w+)/g)].map(([, braced, bare]) => braced ?? bare ?? '');
      const isGiven = used.some(
        (one) =>
          // BuildKit gives these by itself.
          /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$/.test(one) ||
          variables.some((known) => known.name === one && known.line < first && known.hasValue),
      );
      if (used.length === 0 || isGiven) continue;
      if (from.replaceAll(/\$\{\w+\}|\$\w+/g, '') === name) return { path, line, variables: used };
    }
  }
  return undefined;
}

export default fromArgEmpty;

export const examples: ExamplesOf<typeof fromArgEmpty> = [
  {
    name: 'no tag left',
    log: `ERROR: failed to build: failed to solve: failed to parse stage name "python:": invalid reference format
`,
    matches: { name: 'python:' },
    world: {},
    speaks: ['could-not-look'],
    verdict: 'suspected',
  },
  {
    name: 'the ARG before FROM has no default',
    log: `ERROR: failed to build: failed to solve: failed to parse stage name "python:": invalid reference format
`,
    matches: { name: 'python:' },
    project: { Dockerfile: 'ARG PYTHON\nFROM python:${PYTHON}\n' },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'the ARG has a default: something else made it empty',
    log: `ERROR: failed to build: failed to solve: failed to parse stage name "python:": invalid reference format
`,
    matches: { name: 'python:' },
    project: { Dockerfile: 'ARG PYTHON=3.12\nFROM python:${PYTHON}\n' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'nothing left',
    log: `ERROR: failed to build: failed to solve: base name (\${BASE_IMAGE}) should not be blank
`,
    matches: { name: '${BASE_IMAGE}' },
    verdict: 'confirmed',
  },
  {
    name: 'the classic builder',
    log: `Step 1/5 : ARG BASE
Step 2/5 : FROM $BASE
invalid reference format
`,
    matches: {},
  },
  {
    name: 'capital letters',
    log: `ERROR: failed to build: failed to solve: failed to parse stage name "MyOrg/app:1.0": invalid reference format: repository name (MyOrg/app) must be lowercase
`,
    matches: false,
    is: 'image-ref-invalid',
  },
];
