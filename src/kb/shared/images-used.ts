import type { OpenAnswers } from '#core/model/condition.ts';
import { stageNamed } from './dockerfiles.ts';
import { builtDockerfiles } from './targets.ts';

/** Images that the project pulls: of its services, and under its Dockerfiles. Names with variables in them are left out. */
export function imagesUsed(answers: OpenAnswers): readonly string[] {
  const services = (answers['project.services'] ?? []).flatMap(({ image, build }) =>
    image === undefined || build !== undefined ? [] : [image],
  );
  const bases = builtDockerfiles(answers['project.dockerfiles']).flatMap((dockerfile) =>
    dockerfile.stages.flatMap(({ from }, index) => (stageNamed(dockerfile, from, index) === undefined ? [from] : [])),
  );
  return [...new Set([...services, ...bases])].filter((image) => image !== 'scratch' && !image.includes('$'));
}

/** `docker.io` where the name of an image says none. */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
}

export function registriesUsed(answers: OpenAnswers): readonly string[] {
  return [...new Set(imagesUsed(answers).map(registryOf))];
}
