import type { OpenAnswers } from '#core/model/condition.ts';
import { builtDockerfiles } from './targets.ts';

/** The project builds an image or starts containers: both write to the engine's data root. */
export function writesLayers(answers: OpenAnswers): boolean {
  const { 'project.services': services = [], 'project.dockerfiles': dockerfiles } = answers;
  return services.length > 0 || builtDockerfiles(dockerfiles).length > 0;
}

/** Names of the images that Compose builds: the written one, else `PROJECT-SERVICE`. */
export function imagesBuilt(answers: OpenAnswers): readonly string[] {
  const project = answers['project.compose']?.name;
  return (answers['project.services'] ?? []).flatMap(({ name, image, build }) => {
    if (build === undefined) return [];
    if (image !== undefined) return [image];
    return project === undefined ? [] : [`${project}-${name}`];
  });
}
