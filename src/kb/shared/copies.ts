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
