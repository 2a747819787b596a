import type { Remedy } from '#core/model/remedy.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import type { ProjectDockerfile, ProjectService } from '#core/model/probes/project.ts';
import { stagesNeeded } from './targets.ts';

export interface NeededCopy {
  readonly dockerfile: ProjectDockerfile;
  readonly copy: ProjectDockerfile['copies'][number];
}

// BuildKit lets a pattern match nothing (AllowEmptyWildcard), so `yarn.lock*` may be absent.
const IS_PATTERN = /[*?[$]/;

/** Sources of COPY and ADD in the stages somebody builds, where the name is written out. */
export function neededCopies(
  dockerfiles: readonly ProjectDockerfile[],
  services: readonly ProjectService[],
): readonly NeededCopy[] {
  return dockerfiles.flatMap((dockerfile) => {
    const needed = stagesNeeded(dockerfile, services);
    const stageAt = new Map(dockerfile.instructions.map(({ line, stage }) => [line, stage]));
    return dockerfile.copies
      .filter(({ source, line }) => needed.has(stageAt.get(line) ?? -1) && !IS_PATTERN.test(source))
      .map((copy) => ({ dockerfile, copy }));
  });
}

/** Where the step that should have made it has put it; and whether that step ran in this stage at all. */
export function copyFromStage(path: string, from: string): readonly Remedy[] {
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  return [
    {
      id: 'look-into-the-stage',
      title: { en: `See what ${from} has there`, zh: `查看 ${from} 中那里有什么` },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '--target', from, '--tag', 'stage-to-look-at', '.'], 'reversible', {
          note: {
            en: 'Only where it is a stage of this Dockerfile; its steps come from the cache.',
            zh: '仅当它是此 Dockerfile 的 stage 时；各步骤来自缓存。',
          },
        }),
        look(['docker', 'run', '--rm', '--entrypoint', 'ls', 'stage-to-look-at', '-la', folder]),
      ],
    },
    {
      id: 'copy-what-it-makes',
      title: { en: 'Copy from where that stage really puts it', zh: '从该 stage 实际的输出位置复制' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: `The path is absolute in ${from}, from its WORKDIR on; a build may write to build/, out/ or dist/, and a program bears the name of its project`,
          zh: `路径是 ${from} 中的绝对路径，要算上它的 WORKDIR；构建可能输出到 build/、out/ 或 dist/，可执行文件以项目命名`,
        }),
        advise(
          'Some outputs have to be switched on: .next/standalone needs output: "standalone" in next.config. A step that writes to a cache mount (RUN --mount=type=cache) leaves nothing there in the stage: copy it out in the same step.',
          '有些输出需要开启：.next/standalone 需要在 next.config 中设置 output: "standalone"。写入缓存挂载（RUN --mount=type=cache）的内容不会留在 stage 中：请在同一步骤中复制出来。',
        ),
      ],
    },
  ];
}
