import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, rerun, run } from '#core/model/steps.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';

const dockerfileNotFound = condition({
  id: 'dockerfile-not-found',
  stage: 'context',
  title: { en: 'The Dockerfile is not where the build looks for it', zh: '在构建所查找的位置没有 Dockerfile' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['failed to read dockerfile: open ', 'failed to read dockerfile: failed to '],
      pattern:
        /failed to read dockerfile: (?:[\w ]{1,60}: )?open (?:\/[^\s:]{1,300}\/buildkit-mount\d{1,12}\/)?(?<file>[^\s:]{1,300}): no such file or directory/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'unable to evaluate symlinks in Dockerfile path',
      pattern:
        /unable to evaluate symlinks in Dockerfile path: (?:lstat|stat|CreateFile|GetFileAttributesEx) (?<file>.{1,300}?): (?:no such file|The system cannot find|not a directory)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['resolve : lstat ', 'resolve : CreateFile '],
      // buildx has looked at the context by then: this is the folder that -f or build.dockerfile names.
      pattern:
        /resolve : (?:lstat|CreateFile) (?<folder>[^\n]{1,400}?): (?:no such file or directory|The system cannot find)/,
    },
    {
      on: ['error', 'output'],
      says: ['Cannot locate specified Dockerfile: ', 'Cannot locate Dockerfile: '],
      pattern: /Cannot locate (?:specified )?Dockerfile: (?<file>[^\s]{1,300})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file'), folder: group('folder') }),

  headline: ({ file, folder }) =>
    folder === ''
      ? { en: `There is no ${file} in the build context`, zh: `构建上下文中没有 ${file}` }
      : { en: `The folder of the Dockerfile does not exist: ${folder}`, zh: `Dockerfile 所在的目录不存在：${folder}` },
  why: {
    en: `The file is looked for in the context directory, by default as "Dockerfile" with that spelling. In Compose
      build.dockerfile is relative to build.context; with docker build, -f is relative to the current directory.`,
    zh: `文件在上下文目录中查找，默认名为 "Dockerfile"，区分大小写。
      Compose 的 build.dockerfile 相对于 build.context；
      docker build 的 -f 相对于当前目录。`,
  },

  ahead: {
    asks: ['project.services'],
    further: ({ 'project.services': services = [] }) =>
      dockerfilesOf(services).map(({ path }) => ({ probe: 'project.path', about: { path } })),
    finds: ({ 'project.services': services = [] }, answerTo) =>
      dockerfilesOf(services)
        .filter(
          ({ path, context }) =>
            answerTo('project.path', { path })?.exists === false &&
            (context === '' || answerTo('project.path', { path: context })?.exists !== false),
        )
        .map(({ path, name }) => ({
          facts: { file: path, folder: '' },
          how: 'certain',
          tells: { en: `${name} builds from it, and it is not there.`, zh: `${name} 要用它构建，但它不存在。` },
          at: { key: ['services', name, 'build'] },
          service: name,
        })),
  },

  evidence: {
    file: {
      probe: 'project.path',
      // An absolute folder is one of the machine that built; the probe knows paths of the project alone.
      about: ({ file, folder }) =>
        file !== '' ? { path: file } : /^(?:[\\/]|[A-Za-z]:)/.test(folder) ? undefined : { path: folder },
      confirms: ({ exists }) => !exists,
      refutes: () => false,
      tells: ({ similar }, { file, folder }) => {
        const wanted = file === '' ? folder : file;
        return similar.length > 0
          ? {
              en: `${wanted} is not there, but ${similar.join(', ')} is.`,
              zh: `没有 ${wanted}，但有 ${similar.join('、')}。`,
            }
          : { en: `${wanted} is not there.`, zh: `没有 ${wanted}。` };
      },
    },
  },

  retry: 'useless',
  remedies: ({ file }, seen) => [
    file !== '' &&
      seen.file?.exists === false &&
      seen.file.similar.length === 1 &&
      nameIt(file, seen.file.similar[0] ?? ''),
    {
      id: 'look-for-it',
      title: { en: 'See what is there', zh: '查看实际有什么' },
      risk: 'read',
      steps: [look(['ls', '-la', '.']), look(['git', 'ls-files', '*ockerfile*'])],
    },
    {
      id: 'name-it',
      title: { en: 'Say where it is', zh: '指明它的位置' },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '-f', 'path/to/Dockerfile', '.'], 'reversible'),
        edit(
          'compose.yaml',
          { en: 'dockerfile is relative to context', zh: 'dockerfile 相对于 context' },
          { after: '    build:\n      context: ./app\n      dockerfile: Dockerfile' },
        ),
      ],
    },
    {
      id: 'rename-it',
      title: { en: 'Or rename it', zh: '或者改名' },
      risk: 'reversible',
      steps: [
        advise(
          'A file called Dockerfile.txt (hidden extension on Windows) or DockerFile has to be renamed to Dockerfile.',
          '名为 Dockerfile.txt（Windows 隐藏扩展名）或 DockerFile 的文件要改名为 Dockerfile。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerui/config.go' },
    { repo: 'tonistiigi/fsutil', path: 'fs.go', symbol: 'NewFS' },
    { repo: 'docker/cli', path: 'cli/command/image/build/context.go' },
  ],
});

/** Dockerfiles inside the project, by the paths the services give. */
function dockerfilesOf(
  services: readonly ProjectService[],
): readonly { name: string; path: string; context: string }[] {
  return services.flatMap(({ name, build }) => {
    if (
      build === undefined ||
      /^(?:\.\.|\/|[a-z]+:|[A-Z]:)/.test(build.context) ||
      /^(?:\.\.|\/)/.test(build.dockerfile)
    )
      return [];
    const context = build.context
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/');
    const file = build.dockerfile.replace(/^\.\//, '');
    return [{ name, context, path: context === '' ? file : `${context}/${file}` }];
  });
}

/** The only file there whose name is nearly that. */
function nameIt(file: string, similar: string): Remedy {
  const there = file.slice(0, file.length - (file.split('/').at(-1) ?? '').length) + similar;
  return {
    id: 'build-from-the-file-that-is-there',
    title: { en: `Build from ${there}`, zh: `使用 ${there} 构建` },
    risk: 'reversible',
    steps: [
      rerun(
        { option: ['--file', '-f'], was: file === 'Dockerfile' ? null : file, value: there },
        { en: `Name ${there} with -f, instead of ${file}.`, zh: `用 -f 指定 ${there}，而不是 ${file}。` },
      ),
    ],
  };
}

export default dockerfileNotFound;

export const examples: ExamplesOf<typeof dockerfileNotFound> = [
  {
    name: 'BuildKit',
    log: `#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 2B done
#1 DONE 0.0s
ERROR: failed to build: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory
`,
    matches: { file: 'Dockerfile' },
    verdict: 'confirmed',
  },
  {
    name: 'before BuildKit 0.9',
    log: `failed to solve with frontend dockerfile.v0: failed to read dockerfile: open /var/lib/docker/tmp/buildkit-mount013946322/Dockerfile.dev: no such file or directory
`,
    matches: { file: 'Dockerfile.dev' },
  },
  {
    name: 'the classic builder',
    log: `unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat /home/dev/shop/Dockerfile: no such file or directory
`,
    matches: { file: '/home/dev/shop/Dockerfile' },
  },
  {
    name: 'the folder that -f names',
    log: `ERROR: failed to build: resolve : lstat deploy: no such file or directory
`,
    matches: { folder: 'deploy' },
    world: {},
    speaks: ['could-not-look'],
    verdict: 'suspected',
  },
  {
    name: 'the project has no such folder',
    log: `ERROR: failed to build: resolve : lstat deploy: no such file or directory
`,
    matches: { folder: 'deploy' },
    project: { 'deployment/Dockerfile': 'FROM alpine:3.20\n' },
    speaks: ['for'],
    verdict: 'confirmed',
    remedies: ['look-for-it', 'name-it', 'rename-it'],
  },
  {
    name: 'the project has it: the build ran in another folder',
    log: `ERROR: failed to build: resolve : lstat deploy: no such file or directory
`,
    matches: { folder: 'deploy' },
    project: { 'deploy/Dockerfile': 'FROM alpine:3.20\n' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'an absolute folder is not looked up in the project',
    log: `ERROR: failed to build: resolve : lstat /srv/ci/deploy: no such file or directory
`,
    matches: { folder: '/srv/ci/deploy' },
    project: { 'app.py': '' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'the whole context directory is missing',
    log: `ERROR: unable to prepare context: path "./app" not found
`,
    matches: false,
    is: 'context-path-missing',
  },
];

export const aheadExamples: AheadExamplesOf<typeof dockerfileNotFound> = [
  {
    name: 'the service names a file that is not there',
    project: {
      'web/index.html': '',
      'compose.yaml': `services:
  web:
    build: ./web
`,
    },
    finds: [{ facts: { file: 'web/Dockerfile', folder: '' }, how: 'certain', at: 'compose.yaml:3' }],
  },
  {
    name: 'it has another name, and the service says so',
    project: {
      'web/prod.Dockerfile': 'FROM alpine:3.20\n',
      'compose.yaml': `services:
  web:
    build: { context: ./web, dockerfile: prod.Dockerfile }
`,
    },
    finds: [],
  },
];
