import type { Foreseen, Lookup, OpenAnswers } from '#core/model/condition.ts';
import { isNearlyFull, tellsRebuild, tellsSpace } from './filesystem.ts';
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

/** A disk that is nearly full, or that the largest image of the project does not fit on once more. */
export function littleRoom(answers: OpenAnswers, answerTo: Lookup): readonly Foreseen<{ path: string }>[] {
  const disk = answers['host.dataRoot'];
  if (disk === undefined || !writesLayers(answers)) return [];
  if (isNearlyFull(disk)) return [{ facts: { path: '' }, how: 'likely', tells: tellsSpace(disk) }];
  const sizes = imagesBuilt(answers).map((reference) => answerTo('engine.image', { reference })?.bytes ?? 0);
  const largest = Math.max(0, ...sizes);
  // A rebuild writes the new image beside the old one, and its cache beside both.
  return largest > disk.available ? [{ facts: { path: '' }, how: 'note', tells: tellsRebuild(disk, largest) }] : [];
}
