import type { DockerfileChange } from '#core/model/change.ts';
import type { AheadExamplesOf, ExamplesOf, Site } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { advise, edit, look } from '#core/model/steps.ts';
import { copyFromStage, neededCopies } from '../../shared/copies.ts';
import { dockerfileRemedy, inInstruction } from '../../shared/instruction-edit.ts';

const copySourceMissing = condition({
  id: 'copy-source-missing',
  stage: 'context',
  title: { en: 'What COPY or ADD wants is not where it looks', zh: 'COPY 或 ADD 的源不在它查找的位置' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['failed to calculate checksum of ref', 'failed to compute cache key: "'],
      pattern:
        /(?:failed to calculate checksum of ref [^\s"]{1,200}|failed to compute cache key): "?(?<path>\/[^"\n]{1,400}?)"?(?: not found)?: not found/,
      unless: [{ on: 'warning', says: 'CopyIgnoredFile', within: 'log' }],
    },
    {
      on: ['error', 'output'],
      says: 'failed to walk /',
      pattern:
        /failed to walk [^\s:]{1,300}: lstat [^\s:]{1,300}\/buildkit-mount\d{1,12}(?<path>\/[^:\n]{1,300}): no such file or directory/,
    },
    {
      on: ['error', 'output'],
      says: ['COPY failed: ', 'ADD failed: '],
      pattern:
        /(?:COPY|ADD) failed: (?:file not found in build context or excluded by \.dockerignore: stat (?<name>[^\s:]{1,400}): file does not exist|(?:l?stat) [^\s:]{0,300}\/(?:docker-builder\d{1,12}|(?:overlay2|overlay|fuse-overlayfs)\/[^\s/]{1,100}\/merged|(?:aufs\/mnt|vfs\/dir|btrfs\/subvolumes|zfs\/graph)\/[^\s/]{1,100}|devicemapper\/mnt\/[^\s/]{1,100}\/rootfs)(?<path>\/[^\s:]{1,300}): no such file or directory|no source files were specified)/,
    },
    {
      on: ['error', 'output'],
      says: ['copier: stat: "', 'copy failed: no source files specified'],
      pattern:
        /(?:copier: stat: "(?<path>[^"]{1,300})": no such file or directory|copy failed: no source files specified)/,
    },
  ],
  facts: (group, _event, { instruction }) => ({
    path: group('path') === '' ? group('name') : group('path'),
    from: /^(?:COPY|ADD) (?:--\S+ )*?--from=(\S{1,200})/.exec(instruction)?.[1] ?? '',
  }),

  yieldsTo: ['build-arg-missing', 'copy-outside-context'],
  headline: ({ path, from }) => {
    if (from !== '') {
      return {
        en: `${path === '' ? 'The source of the COPY' : path} is not in ${from}, the stage or image it is copied from`,
        zh: `${from}（COPY 所用的 stage 或镜像）中没有 ${path === '' ? 'COPY 的源文件' : path}`,
      };
    }
    return {
      en: `${path === '' ? 'The source of a COPY or ADD' : path.replace(/^\/+/, '')} is not in the build context`,
      zh: `构建上下文中没有 ${path === '' ? 'COPY 或 ADD 的源文件' : path.replace(/^\/+/, '')}`,
    };
  },
  why: {
    en: `The path is looked up in the build context as it was sent (with --from: in that stage), after
      .dockerignore. It is relative to the context directory, not to the Dockerfile, and upper and lower case
      count. The words "cache key" and "checksum" mislead: pruning or --no-cache does not help.`,
    zh: `路径在发送出去的构建上下文中查找（带 --from 时在那个 stage 中），
      并且是 .dockerignore 过滤之后。它相对于上下文目录而不是 Dockerfile，且区分大小写。
      消息中的 "cache key" 和 "checksum" 有误导性：
      清理缓存或 --no-cache 都没有用。`,
  },

  evidence: {
    source: {
      probe: 'project.path',
      // What another stage has made, the project does not show.
      about: ({ path, from }) => (path === '' || from !== '' ? undefined : { path }),
      confirms: ({ exists }) => !exists,
      refutes: ({ exists, ignoredBy }) => exists && ignoredBy !== undefined,
      tells: ({ exists, similar }, { path }) =>
        exists
          ? { en: `${path} is in the project folder.`, zh: `项目目录中有 ${path}。` }
          : similar.length > 0
            ? {
                en: `${path} is not in the project folder, but ${similar.join(', ')} is.`,
                zh: `项目目录中没有 ${path}，但有 ${similar.join('、')}。`,
              }
            : { en: `${path} is not in the project folder.`, zh: `项目目录中没有 ${path}。` },
    },
  },

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    finds: ({ 'project.dockerfiles': dockerfiles = [], 'project.services': services = [] }) =>
      neededCopies(dockerfiles, services)
        .filter(({ copy }) => !copy.exists && copy.ignoredBy === undefined)
        .map(({ dockerfile, copy }) => ({
          facts: { path: copy.source, from: '' },
          how: 'certain',
          tells:
            copy.similar.length > 0
              ? {
                  en: `${copy.source} is not in the build context ${dockerfile.context}, but ${copy.similar.join(', ')} is.`,
                  zh: `构建上下文 ${dockerfile.context} 中没有 ${copy.source}，但有 ${copy.similar.join('、')}。`,
                }
              : {
                  en: `${copy.source} is not in the build context ${dockerfile.context}.`,
                  zh: `构建上下文 ${dockerfile.context} 中没有 ${copy.source}。`,
                },
          at: { file: dockerfile.path, line: copy.line },
        })),
  },

  retry: 'useless',
  remedies: ({ path, from }, seen, at) =>
    from === '' ? inTheContext(path, seen.source?.similar ?? [], at) : copyFromStage(path, from),

  sources: [
    { repo: 'moby/buildkit', path: 'solver/llbsolver/ops/opsutils/contenthash.go' },
    { repo: 'moby/buildkit', path: 'cache/contenthash/checksum.go' },
    { repo: 'moby/moby', path: 'daemon/builder/dockerfile/copy.go' },
  ],
});

function inTheContext(path: string, similar: readonly string[], at: Site): readonly (Remedy | false | undefined)[] {
  return [
    dockerfileRemedy(
      'write-it-as-the-file-is-spelt',
      { en: 'Write the name as the file has it', zh: '按文件的实际名称书写' },
      { en: 'Upper and lower case count', zh: '区分大小写' },
      inCase(path, similar, at),
    ),
    {
      id: 'look-for-the-file',
      title: { en: 'See whether the file is there and in git', zh: '查看文件是否存在、是否在 git 中' },
      risk: 'read',
      steps: [
        look(['ls', '-la', '.']),
        look(['git', 'ls-files', '--', '.'], {
          note: { en: 'CI and git contexts only have what git has.', zh: 'CI 和 git 上下文中只有 git 里的内容。' },
        }),
      ],
    },
    similar.length > 0 && {
      id: 'fix-the-name',
      title: { en: 'Correct the name', zh: '修正文件名' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: `There is a file named ${similar.join(', ')}`,
          zh: `目录中有 ${similar.join('、')}`,
        }),
      ],
    },
    {
      id: 'correct-path-or-context',
      title: { en: 'Correct the path, or the context it starts from', zh: '修正路径，或修正它所依据的上下文' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'Write the source relative to the context directory',
          zh: '源路径写成相对于上下文目录',
        }),
        advise(
          'If the Dockerfile line says ../ (the message shows the path without it) or the file lies above the context, build from the higher folder: docker build -f app/Dockerfile . (Compose: build.context and build.dockerfile). If a step before the build makes it, run that step first.',
          '如果 Dockerfile 中写的是 ../（消息里会去掉它），或文件在上下文之上，请从更高一级目录构建：docker build -f app/Dockerfile .（Compose 用 build.context 和 build.dockerfile）。如果它由构建之前的步骤生成，请先执行该步骤。',
        ),
      ],
    },
  ];
}

/** The same name but for its case, where only one file has it: that is the file. */
function inCase(path: string, similar: readonly string[], at: Site): DockerfileChange | undefined {
  const name = path.split('/').at(-1) ?? '';
  const same = similar.filter((one) => one.toLowerCase() === name.toLowerCase());
  const [file] = same;
  if (file === undefined || same.length !== 1) return undefined;
  const relative = path.replace(/^\/+/, '');
  const piece = new RegExp(`(?<=[\\s/"'])${relative.replace(/[.*+?^$()[\]{}|\\]/g, String.raw`\$&`)}(?=[\\s"'])`);
  return inInstruction(at, piece, () => relative.slice(0, -name.length) + file);
}

export default copySourceMissing;

export const examples: ExamplesOf<typeof copySourceMissing> = [
  {
    name: 'requirements.txt is not there',
    log: `#6 [2/4] COPY requirements.txt .
#6 ERROR: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/requirements.txt": not found
------
 > [2/4] COPY requirements.txt .:
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/requirements.txt": not found
`,
    matches: { path: '/requirements.txt' },
  },
  {
    name: 'another stage has not made it',
    log: `#12 [runner 5/7] COPY --chown=node:node --from=builder /app/.next/standalone ./
#12 ERROR: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/app/.next/standalone": not found
------
 > [runner 5/7] COPY --chown=node:node --from=builder /app/.next/standalone ./:
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/app/.next/standalone": not found
`,
    matches: { path: '/app/.next/standalone', from: 'builder' },
    project: { Dockerfile: 'FROM alpine\n' },
    verdict: 'suspected',
    remedies: ['look-into-the-stage', 'copy-what-it-makes'],
  },
  {
    name: 'the project has it under another name',
    log: `#6 [2/4] COPY requirements.txt .
#6 ERROR: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/requirements.txt": not found
------
 > [2/4] COPY requirements.txt .:
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/requirements.txt": not found
`,
    matches: { path: '/requirements.txt' },
    project: { Dockerfile: 'FROM alpine\nCOPY requirements.txt .\n', 'requirement.txt': 'flask\n' },
    verdict: 'confirmed',
  },
  {
    name: 'the classic builder',
    log: `Step 3/6 : COPY dist/ /srv/
COPY failed: file not found in build context or excluded by .dockerignore: stat dist: file does not exist
`,
    matches: { path: 'dist' },
  },
  {
    name: 'BuildKit 0.8',
    log: `#6 [2/4] COPY app.jar /app.jar
#6 ERROR: "/app.jar" not found: not found
------
failed to solve with frontend dockerfile.v0: failed to build LLB: failed to compute cache key: "/app.jar" not found: not found
`,
    matches: { path: '/app.jar' },
  },
  {
    name: 'a blob of the cache is missing, no file',
    log: `ERROR: failed to build: failed to solve: failed to compute cache key: failed to get state for index 0 on layer: sha256:bb49054deaef1507a58648558baf8b2a059596aa62f5a5fdf18dac128932fcfc: not found
`,
    matches: false,
  },
  {
    name: '.dockerignore hides it',
    log: `#6 [2/4] COPY dist/app.js /app.js
#6 ERROR: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/dist/app.js": not found
------
 > [2/4] COPY dist/app.js /app.js:
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/dist/app.js": not found

1 warning found (use docker --debug to expand):
 - CopyIgnoredFile: Attempting to Copy file "dist/app.js" that is excluded by .dockerignore (line 2)
`,
    matches: false,
    is: 'copy-source-ignored',
  },
];

export const aheadExamples: AheadExamplesOf<typeof copySourceMissing> = [
  {
    name: 'another case than the file has',
    project: { Dockerfile: 'FROM alpine:3.20\nCOPY Package.json .\n', 'package.json': '{}' },
    finds: [{ facts: { path: 'Package.json', from: '' }, how: 'certain', at: 'Dockerfile:2' }],
  },
  {
    name: 'a stage nobody builds, a pattern that fits, a file of another stage, text of the Dockerfile itself',
    project: {
      Dockerfile: `FROM alpine:3.20 AS docs
COPY manual.pdf .
FROM alpine:3.20 AS base
FROM alpine:3.20
COPY package*.json ./
COPY --from=base /etc/passwd /passwd
ADD https://files.example/x.tgz /x.tgz
COPY <<EOF /motd
hello
EOF
`,
      'package.json': '{}',
    },
    finds: [],
  },
];
