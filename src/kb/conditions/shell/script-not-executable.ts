import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, run } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';
import { dockerfileRemedy } from '../../shared/instruction-edit.ts';

const scriptNotExecutable = condition({
  id: 'script-not-executable',
  stage: 'shell',
  title: { en: 'A script is there but not marked executable', zh: '脚本存在，但没有可执行权限' },

  signatures: [
    {
      on: 'output',
      says: ': Permission denied',
      pattern: /^\/bin\/(?:ba|a|da)?sh: (?:line \d+: |\d+: )?(?<script>(?!can't )[\w./+-]{1,200}): Permission denied$/,
      when: isOfBuild,
    },
    {
      on: 'error',
      says: 'permission denied',
      pattern: /exec: "?(?<script>[\w./+-]{1,200})"?: permission denied/,
      when: ({ step }) => step !== undefined,
      strength: 'states',
    },
  ],
  facts: (group) => ({ script: group('script') }),

  yieldsTo: ['filesystem-readonly'],
  headline: ({ script }) => ({
    en: `${script} may not be executed: it lacks the x bit`,
    zh: `${script} 无法执行：缺少可执行权限`,
  }),
  why: {
    en: `The shell found the file and the kernel refused to execute it (exit code 126). Files that come from Windows, from a
      zip archive or from a repository that stores them as 100644 have no x bit, and COPY keeps the mode as it is.`,
    zh: `shell 找到了文件，但内核拒绝执行（退出码 126）。来自 Windows、zip 压缩包，或在仓库中以 100644 保存的文件没有可执行位，
      而 COPY 会原样保留权限。`,
  },

  evidence: {
    file: {
      probe: 'project.path',
      about: ({ script }) => ({ path: script }),
      confirms: ({ isExecutable }) => isExecutable === false,
      refutes: () => false,
      tells: (_answer, { script }) => ({
        en: `${script} is in the project, and nobody may execute it.`,
        zh: `项目中有 ${script}，且没有可执行权限。`,
      }),
    },
    copies: {
      probe: 'project.dockerfiles',
      about: () => ({}),
      confirms: (dockerfiles, { script }) => withoutExecution(dockerfiles, script) !== undefined,
      refutes: () => false,
      tells: (dockerfiles, { script }) => {
        const found = withoutExecution(dockerfiles, script);
        return {
          en: `Line ${found?.line} of ${found?.file} copies it with mode ${found?.mode}.`,
          zh: `${found?.file} 第 ${found?.line} 行以权限 ${found?.mode} 复制它。`,
        };
      },
    },
  },

  retry: 'useless',
  remedies: ({ script }, { file, copies = [] }) => [
    executableCopy(withoutExecution(copies, script)),
    file?.isExecutable === false && {
      id: 'mark-the-file',
      title: { en: 'Make the file itself executable', zh: '给文件本身加上可执行权限' },
      risk: 'reversible',
      steps: [
        edit(
          relative(script),
          { en: 'Mode 755', zh: '权限 755' },
          { makes: { kind: 'executable', file: relative(script) } },
        ),
      ],
    },
    {
      id: 'copy-with-mode',
      title: { en: 'Give it the x bit where it is copied', zh: '在 COPY 时加上可执行权限' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'BuildKit; otherwise RUN chmod +x before it runs.', zh: 'BuildKit 写法；否则在执行前 RUN chmod +x。' },
          { after: `COPY --chmod=755 ${script.split('/').at(-1)} ${script}` },
        ),
      ],
    },
    {
      id: 'mark-it-in-git',
      title: { en: 'Record it in the repository', zh: '在仓库中记录可执行位' },
      risk: 'reversible',
      steps: [
        run(['git', 'update-index', '--chmod=+x', script], 'reversible', {
          note: { en: 'With the path in the repository.', zh: '使用仓库中的路径。' },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'dash', path: 'src/exec.c', symbol: 'shellexec' },
    { repo: 'torvalds/linux', path: 'fs/exec.c', symbol: 'do_open_execat' },
  ],
});

interface ModedCopy {
  readonly file: string;
  readonly line: number;
  readonly mode: string;
}

/** The COPY that gives the script a mode without an x, where only one does. */
function withoutExecution(dockerfiles: readonly ProjectDockerfile[], script: string): ModedCopy | undefined {
  const found = dockerfiles.flatMap(({ path, instructions }) =>
    instructions.flatMap(({ text, line }) => {
      const mode = /^(?:COPY|ADD) .{0,200}?--chmod=(0?[0246]{3})(?= )/.exec(text)?.[1];
      const words = text.split(' ').slice(1);
      const names = words.filter((word) => !word.startsWith('--')).map((word) => word.split('/').at(-1));
      return mode !== undefined && names.includes(script.split('/').at(-1)) ? [{ file: path, line, mode }] : [];
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}

function executableCopy(copy: ModedCopy | undefined): Remedy | undefined {
  if (copy === undefined) return undefined;
  const { file, line, mode } = copy;
  return dockerfileRemedy(
    'copy-as-executable',
    { en: 'Copy it with the x bit', zh: '复制时带上可执行权限' },
    { en: 'The mode of the COPY', zh: 'COPY 的权限' },
    { kind: 'dockerfile', file, line, replace: { before: `--chmod=${mode}`, after: '--chmod=755' } },
  );
}

function relative(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '');
}

export default scriptNotExecutable;

export const examples: ExamplesOf<typeof scriptNotExecutable> = [
  {
    name: 'the wrapper of Gradle',
    log: `#9 [5/6] RUN ./gradlew build
#9 0.204 /bin/sh: 1: ./gradlew: Permission denied
#9 ERROR: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 126
------
ERROR: failed to solve: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 126
`,
    matches: { script: './gradlew' },
  },
  {
    name: 'a user may not write',
    log: `#9 [5/6] RUN echo x > /etc/passwd
#9 0.204 /bin/sh: can't create /etc/passwd: Permission denied
#9 ERROR: process "/bin/sh -c echo x > /etc/passwd" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c echo x > /etc/passwd" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'run-as-nonroot',
  },
];
