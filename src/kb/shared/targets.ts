import type { ProjectDockerfile, ProjectService } from '#core/model/probes/project.ts';
import { neededStages } from './dockerfiles.ts';

/** The services that build from this Dockerfile. */
export function builtBy(
  dockerfile: ProjectDockerfile,
  services: readonly ProjectService[] = [],
): readonly ProjectService[] {
  return services.filter(({ name, build }) => build !== undefined && dockerfile.usedBy.includes(name));
}

/** The stages any of them needs; all that lead to the last one where nobody says. */
export function stagesNeeded(
  dockerfile: ProjectDockerfile,
  services: readonly ProjectService[] = [],
): ReadonlySet<number> {
  return neededStages(
    dockerfile,
    builtBy(dockerfile, services).map(({ build }) => build?.target ?? ''),
  );
}

/** The Dockerfiles somebody builds. One that lies beside them unused is nobody's next failure. */
export function builtDockerfiles(dockerfiles: readonly ProjectDockerfile[] = []): readonly ProjectDockerfile[] {
  const used = dockerfiles.filter(({ usedBy }) => usedBy.length > 0);
  return used.length > 0 ? used : dockerfiles;
}
