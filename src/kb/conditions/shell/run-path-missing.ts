import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';
import { COMPILE_ERRORS } from '../../shared/compile-error.ts';
import { FILE_SIGNATURES } from '../../shared/missing-file.ts';
import { beforeInstruction, dockerfileRemedy } from '../../shared/instruction-edit.ts';

const PROGRAMS =
  'cp|mv|ls|cat|sed|chmod|chown|tar|gzip|gunzip|unzip|ln|install|rm|head|tail|grep|touch|cd|source|bash|sh|dash|python[\\d.]*|node|perl|find|gpg|dpkg: error|strip|upx|msgfmt|realpath|stat';

const runPathMissing = condition({
  id: 'run-path-missing',
  stage: 'shell',
  title: { en: 'A file or directory that a RUN step uses is not there', zh: 'RUN 步骤要用的文件或目录不存在' },

  signatures: [
    {
      on: 'output',
      says: [': No such file or directory', "can't cd to", "can't open '", "can't open file '", 'cannot open '],
      pattern: new RegExp(
        `(?:^|: |^/bin/)(?:${PROGRAMS})(?: \\(child\\))?: (?:\\d+: |line \\d+: )?(?:can'?(?:not|t) )?(?:stat|open|access|cd to|read|remove|find or open|opening|access archive|change directory to|read symlink|open file)?:? ?[‘'"\`]?(?<path>[^\\s:‘’'"\`]{1,300})[’'"\`]?(?:: Cannot open)?(?:: (?:\\[Errno 2\\] )?No such file(?: or directory)?)?$`,
      ),
      unless: [{ says: COMPILE_ERRORS }],
      when: (event) => isOfBuild(event) && /No such file|can't cd to/.test(event.text),
    },
    {
      on: 'output',
      says: ': not found',
      pattern:
        /^(?:[\w./-]{1,200}: )?(?:line \d+: |\d+: )?(?<path>(?!\/[\w./+-]{0,150}\/s?bin\/[\w.+-]{1,60}:)\.{0,2}\/?[\w.+-]{0,80}\/[\w./+-]{1,200}): not found\s*$/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ': No such file or directory',
      pattern:
        /^\/bin\/(?:ba|a|da)?sh: (?:line \d+: |\d+: )?(?:cd: )?(?:cannot open |can't open )?(?<path>[\w.~*-]{0,80}\/[\w./+*-]{0,200}): No such file or directory$/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [': Command not found', ': No such file or directory'],
      pattern:
        /^g?make(?:\[\d+\])?: (?<path>[\w.+-]{0,80}\/[\w./+-]{1,200}): (?:Command not found|No such file or directory)$/,
      also: [{ says: ['Error 127', 'Error code 127'] }],
      when: isOfBuild,
    },
    ...FILE_SIGNATURES,
  ],
  facts: (group) => ({ path: ['path', 'member', 'source', 'role'].map(group).find((one) => one !== '') ?? '' }),

  yieldsTo: [
    'project-package-not-copied',
    'glibc-musl-mismatch',
    'go-package-not-in-context',
    'copy-source-missing',
    'submodule-or-lfs-missing',
    'git-metadata-missing-in-context',
    'pip-setuptools-too-old',
    'python-too-old-for-package',
    'download-404',
    'download-403',
    'download-not-archive',
    'download-5xx',
    'package-json-missing',
    'npm-ci-no-lockfile',
    'go-mod-not-found',
    'node-dev-dependency-missing',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'build-arg-missing',
    'script-crlf-build',
    'shebang-interpreter-missing',
    'command-not-found',
    'disk-full-data-root',
    'disk-io-error',
    'apt-postinst-failed',
    'apt-package-not-found',
    'git-auth-failed',
    'git-ref-missing',
    'pip-system-lib-missing',
  ],
  headline: ({ path }) => ({
    en:
      path === ''
        ? 'A file that the RUN step needs is not in the image'
        : `The RUN step uses "${path}", which is not in the image`,
    zh: path === '' ? 'RUN 步骤所需的文件不在镜像中' : `RUN 步骤使用了 "${path}"，但镜像中没有`,
  }),
  why: {
    en: `The program ran and did not find its file. A RUN step sees only what earlier COPY and RUN steps put there: the file may
      not be copied yet, be left out by .dockerignore, not be committed (generated, a submodule), have another name or case,
      or the WORKDIR is another one. For a script that does exist, "not found" also means that its interpreter is missing
      or that it has Windows line endings.`,
    zh: `程序已运行，但找不到文件。RUN 只能看到之前 COPY 和 RUN 放进去的内容：文件可能还没 COPY、被 .dockerignore 排除、
      没有提交（生成的文件、子模块）、名字或大小写不同，或者 WORKDIR 不对。如果脚本确实存在，“not found”
      还可能表示它的解释器缺失，或脚本使用了 Windows 换行符。`,
  },

  evidence: {
    file: {
      probe: 'project.path',
      about: ({ path }) => (isPlain(path) ? { path } : undefined),
      confirms: ({ exists, ignoredBy }) => exists && ignoredBy === undefined,
      refutes: () => false,
      tells: (_answer, { path }) => ({
        en: `${path} is in the project, but no step above put it into the image.`,
        zh: `项目中有 ${path}，但之前的步骤没有把它放进镜像。`,
      }),
    },
  },

  retry: 'useless',
  remedies: ({ path }, { file }, at) => [
    file?.exists === true &&
      file.ignoredBy === undefined &&
      dockerfileRemedy(
        'copy-the-file-first',
        { en: `Copy ${path} before the step that uses it`, zh: `在使用之前复制 ${path}` },
        { en: 'Add this above the step', zh: '加在该步骤之前' },
        beforeInstruction(at, [`COPY ${path} ${path.includes('/') ? path : './'}`]),
      ),
    {
      id: 'see-what-is-there',
      title: { en: 'See what the step sees', zh: '查看该步骤能看到什么' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For one build, just before the failing step.', zh: '临时加在失败步骤之前，构建一次。' },
          { after: 'RUN pwd && ls -la' },
        ),
        look(['git', 'ls-files', '--error-unmatch', path === '' ? '.' : path.replace(/^(?:\.?\/)+/, '')], {
          note: { en: 'Is it committed? Then compare .dockerignore.', zh: '是否已提交？再对照 .dockerignore。' },
        }),
      ],
    },
    {
      id: 'copy-it-first',
      title: { en: 'Copy it before the step that uses it', zh: '在使用它的步骤之前 COPY' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'And set WORKDIR to where it is.', zh: '并把 WORKDIR 设为它所在的目录。' },
          { after: `WORKDIR /app\nCOPY ${path === '' ? '.' : (path.split('/').at(-1) ?? '.')} ./` },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'coreutils', path: 'src/copy.c', symbol: 'copy_internal' },
    { repo: 'dash', path: 'src/cd.c', symbol: 'cdcmd' },
    { repo: 'pypa/pip', path: 'src/pip/_internal/req/req_file.py', symbol: 'get_file_content' },
  ],
});

/** A file's name below the working directory, as the context has it too. */
function isPlain(path: string): boolean {
  return /^(?!.*\.\.)[\w@+-][\w./@+-]{0,200}\.\w{1,10}$/.test(path);
}

export default runPathMissing;

export const examples: ExamplesOf<typeof runPathMissing> = [
  {
    name: 'uv finds no lock file',
    log: `#7 [4/6] RUN uv sync --frozen
#7 0.412 error: Unable to find lockfile at \`uv.lock\`. To create a lockfile, run \`uv lock\` or \`uv sync\`.
#7 ERROR: process "/bin/sh -c uv sync --frozen" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c uv sync --frozen" did not complete successfully: exit code: 2
`,
    matches: { path: 'uv.lock' },
  },
  {
    name: 'Prisma finds no schema',
    log: `#7 [4/6] RUN npx prisma generate
#7 2.412 Error: Could not find Prisma Schema that is required for this command.
#7 2.412 You can either provide it with \`--schema\` argument, set it as \`prisma.schema\` in your package.json
#7 ERROR: process "/bin/sh -c npx prisma generate" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npx prisma generate" did not complete successfully: exit code: 1
`,
    matches: { path: '' },
  },
  {
    name: 'requirements were not copied yet',
    log: `#7 [3/5] RUN pip install -r requirements.txt
#7 0.711 ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'
#7 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: { path: 'requirements.txt' },
    verdict: 'confirmed',
  },
  {
    name: 'cp has nothing to copy',
    log: `#7 [3/5] RUN cp config/prod.yml /etc/app.yml
#7 0.211 cp: cannot stat 'config/prod.yml': No such file or directory
#7 ERROR: process "/bin/sh -c cp config/prod.yml /etc/app.yml" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c cp config/prod.yml /etc/app.yml" did not complete successfully: exit code: 1
`,
    matches: { path: 'config/prod.yml' },
  },
  {
    name: 'a script that is not there',
    log: `#7 [3/5] RUN ./scripts/build.sh
#7 0.211 /bin/sh: 1: ./scripts/build.sh: not found
#7 ERROR: process "/bin/sh -c ./scripts/build.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c ./scripts/build.sh" did not complete successfully: exit code: 127
`,
    matches: { path: './scripts/build.sh' },
  },
  {
    name: 'a program that is not installed',
    log: `#7 [3/5] RUN make
#7 0.211 /bin/sh: 1: make: not found
#7 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
