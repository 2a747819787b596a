import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { askForScripts, isDoneInBuild, scriptFiles, seenScripts } from '../../shared/entry-scripts.ts';

const entrypointCrlf = condition({
  id: 'entrypoint-crlf',
  stage: 'runtime',
  title: { en: 'A script of the container has Windows line endings', zh: '容器里的脚本是 Windows 换行符（CRLF）' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        "$'\\r': command not found",
        '^M: bad interpreter',
        "bash\\r'",
        "'sh\\r'",
        "python3\\r'",
        "python\\r'",
        "node\\r'",
        'bash\\r’',
        '‘sh\\r’',
        'python3\\r’',
        'python\\r’',
        "\\r': No such file or directory",
        '\\r’: No such file or directory',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'no such file or directory',
      pattern: /^exec (?<script>\/\S{0,180}(?:\.sh|entrypoint|entry|start|run)): no such file or directory$/,
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'set: Illegal option -',
      pattern: /: set: Illegal option -\s*$/,
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ script: group('script'), service: event.service }),

  headline: ({ script, service }) => ({
    en:
      script === ''
        ? `A script in ${service ?? 'the container'} has CRLF line endings`
        : `${script} is there but cannot run: most likely it has CRLF line endings`,
    zh:
      script === ''
        ? `${service === undefined ? '容器' : `${service} `}里的脚本使用了 CRLF 换行`
        : `${script} 存在却无法运行：多半是 CRLF 换行`,
  }),
  why: {
    en: `With CRLF the first line names the interpreter "/bin/sh\\r", and no such file exists; the kernel reports that as if the script itself were missing.
      Git on Windows writes such endings on checkout. An interpreter that really is not in the image (bash on Alpine) gives the very same line.`,
    zh: `使用 CRLF 时，第一行写的解释器变成 “/bin/sh\\r”，并不存在这样的文件；内核的报错看起来却像脚本本身缺失。
      Windows 上的 Git 检出时会写成这种换行。如果镜像里确实没有该解释器（如 Alpine 上的 bash），报错完全相同。`,
  },

  evidence: {
    script: {
      probe: 'project.path',
      // The image holds it somewhere else than the project; scripts mostly keep their name.
      about: ({ script }) => (script === '' ? undefined : { path: script.split('/').at(-1) ?? script }),
      confirms: ({ hasCarriageReturns }) => hasCarriageReturns === true,
      refutes: ({ hasCarriageReturns }) => hasCarriageReturns === false,
      tells: ({ hasCarriageReturns }, { script }) =>
        hasCarriageReturns === true
          ? {
              en: `The project has ${script.split('/').at(-1)}, and its lines end with CR LF.`,
              zh: `项目中有 ${script.split('/').at(-1)}，且其行尾是 CR LF。`,
            }
          : {
              en: `The project has ${script.split('/').at(-1)}, with LF line endings.`,
              zh: `项目中有 ${script.split('/').at(-1)}，行尾是 LF。`,
            },
    },
    dockerfiles: {
      probe: 'project.dockerfiles',
      about: () => ({}),
      confirms: (dockerfiles, { script }) => crlfCopy(dockerfiles, script) !== undefined,
      refutes: () => false,
      tells: (dockerfiles, { script }) => {
        const copy = crlfCopy(dockerfiles, script);
        return {
          en: `Line ${copy?.line} of ${copy?.file} copies ${copy?.source}, whose first line ends with CR LF.`,
          zh: `${copy?.file} 第 ${copy?.line} 行复制 ${copy?.source}，其首行以 CR LF 结尾。`,
        };
      },
      isForRepair: true,
    },
  },

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    further: askForScripts,
    finds: (answers, answerTo) =>
      seenScripts(answers, answerTo)
        .filter(
          (script) => script.seen.hasCarriageReturns === true && !isDoneInBuild(script, /dos2unix|\\r|fromdos|tr -d/),
        )
        .map(({ dockerfile, line, command, path }) => ({
          facts: { script: command, service: dockerfile.usedBy[0] },
          how: 'certain',
          tells: { en: `${path} has lines that end with CR LF.`, zh: `${path} 的行以 CR LF 结尾。` },
          at: { file: dockerfile.path, line },
          ...(dockerfile.usedBy[0] !== undefined && { service: dockerfile.usedBy[0] }),
        })),
  },

  retry: 'useless',
  remedies: ({ script }, { dockerfiles = [] }) => [
    ...scriptFiles(dockerfiles, script).map(writeWithLf),
    {
      id: 'look-at-first-line',
      title: { en: 'Look at the line endings', zh: '查看换行符' },
      risk: 'read',
      steps: [
        look(['git', 'ls-files', '--eol', '*.sh'], {
          note: { en: 'w/crlf means Windows endings in the working tree.', zh: 'w/crlf 表示工作区中是 Windows 换行。' },
        }),
      ],
    },
    {
      id: 'store-as-lf',
      title: {
        en: 'Keep scripts with LF, in git and on disk, and build again',
        zh: '让脚本在 git 和磁盘上都用 LF，然后重新构建',
      },
      risk: 'disruptive',
      steps: [
        edit(
          '.gitattributes',
          { en: 'Scripts always with LF.', zh: '脚本一律使用 LF。' },
          { after: '*.sh text eol=lf' },
        ),
        run(['git', 'add', '--renormalize', '.'], 'reversible'),
        edit(
          'Dockerfile',
          { en: 'Or repair it while building.', zh: '或在构建时修正。' },
          { after: "RUN sed -i 's/\\r$//' /entrypoint.sh && chmod +x /entrypoint.sh" },
        ),
        run(['docker', 'compose', 'up', '-d', '--build'], 'disruptive'),
      ],
    },
    {
      id: 'use-an-interpreter-that-exists',
      title: {
        en: 'If the endings are right: use an interpreter the image has',
        zh: '如果换行没问题：改用镜像里有的解释器',
      },
      risk: 'reversible',
      steps: [
        advise(
          'Alpine and distroless images have no bash: start the script with #!/bin/sh, or install bash.',
          'Alpine 和 distroless 镜像没有 bash：脚本首行用 #!/bin/sh，或安装 bash。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'opencontainers/runc', path: 'libcontainer/system/linux.go', symbol: 'Exec' },
    { repo: 'torvalds/linux', path: 'fs/binfmt_script.c', symbol: 'load_script' },
  ],
});

interface CrlfCopy {
  readonly file: string;
  readonly line: number;
  readonly source: string;
}

/** The COPY that brings a script of this name with CR LF into an image. */
function crlfCopy(dockerfiles: readonly ProjectDockerfile[], script: string): CrlfCopy | undefined {
  const name = script.split('/').at(-1);
  const found = dockerfiles.flatMap(({ path, copies }) =>
    copies
      .filter(({ source, isCrlfScript }) => isCrlfScript === true && source.split('/').at(-1) === name)
      .map(({ source, line }) => ({ file: path, line, source })),
  );
  return found[0];
}

/** The image takes the file as it stands in the project: it is built again when the stack comes up again. */
function writeWithLf(file: string): Remedy {
  return {
    id: 'write-with-lf',
    title: { en: `Write ${file} with LF, and build again`, zh: `把 ${file} 改为 LF 换行，然后重新构建` },
    risk: 'disruptive',
    steps: [
      edit(
        file,
        { en: 'LF instead of CR LF, in every line', zh: '所有行的 CR LF 改为 LF' },
        { makes: { kind: 'line-ends', file } },
      ),
      run(['docker', 'compose', 'up', '-d', '--build'], 'disruptive'),
    ],
  };
}

export default entrypointCrlf;

export const examples: ExamplesOf<typeof entrypointCrlf> = [
  {
    name: 'the script is there, says the image; the kernel says no',
    log: `web-1  | exec /docker-entrypoint.sh: no such file or directory
web-1 exited with code 255
`,
    matches: { script: '/docker-entrypoint.sh', service: 'web' },
    verdict: 'suspected',
  },
  {
    name: 'bash shows the carriage return',
    log: `web-1  | /entrypoint.sh: line 2: $'\\r': command not found
web-1 exited with code 127
`,
    matches: { service: 'web' },
    verdict: 'confirmed',
  },
  {
    name: 'the file is not in the image at all',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/entrypoint.sh": stat /entrypoint.sh: no such file or directory: unknown
`,
    matches: false,
    is: 'entrypoint-not-found',
  },
  {
    name: 'env of coreutils, a Ruby script',
    log: `web-1  | /usr/bin/env: ‘ruby\\r’: No such file or directory
web-1 exited with code 127
`,
    matches: { service: 'web' },
  },
];

export const aheadExamples: AheadExamplesOf<typeof entrypointCrlf> = [
  {
    name: 'the script was saved on Windows',
    project: {
      Dockerfile: 'FROM alpine:3.20\nCOPY --chmod=755 start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n',
      'start.sh': '#!/bin/sh\r\nexec "$@"\r\n',
    },
    finds: [{ how: 'certain', at: 'Dockerfile:3' }],
  },
  {
    name: 'the build takes the carriage returns out',
    project: {
      Dockerfile: String.raw`FROM alpine:3.20
COPY --chmod=755 start.sh /start.sh
RUN sed -i 's/\r$//' /start.sh
ENTRYPOINT ["/start.sh"]
`,
      'start.sh': '#!/bin/sh\r\nexec "$@"\r\n',
    },
    finds: [],
  },
];
