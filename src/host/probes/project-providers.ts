import { join } from 'node:path';

import type { Seen } from '#core/model/probe.ts';
import type { ProjectDockerfile, ProjectProviders, ProvidersQuestion } from '#core/model/probes/project.ts';
import { isManifest, namedAs } from '#core/parse/manifests.ts';

import { readRegular } from '../files/regular.ts';
import { walk } from '../files/walk.ts';
import { seen, unseen, type Probe } from '../probe.ts';
import type { World } from '../world.ts';

const MAX_MANIFESTS = 200;
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_FOUND = 20;

type Place = Pick<ProjectProviders, 'dockerfile' | 'stage' | 'line'>;

/** What could have brought a package or a file into the stage of a failed instruction, as far as the project tells. */
export const projectProviders: Probe<'project.providers'> = async (world, about) => {
  const { project } = world;
  if (project === null) return unseen('No project folder was given.', '没有给出项目目录。');
  const dockerfiles = await world.ask('project.dockerfiles', {});
  if (!dockerfiles.ok) return dockerfiles;
  const place = await placeOf(world, dockerfiles.answer, about.of);
  if ('ok' in place) return place;
  const { paths, isWhole } = await walk(project);
  const named = about.package;
  const files = named === undefined ? [] : paths.filter((path) => isManifest(named.kind, path));
  const manifests = await Promise.all(files.slice(0, MAX_MANIFESTS).map((path) => readManifest(project, path, about)));
  return seen(
    {
      ...place,
      found: paths.filter((path) => about.endings.some((ending) => endsWith(path, ending))).slice(0, MAX_FOUND),
      manifests: manifests.flatMap((manifest) => manifest ?? []),
      isWhole: isWhole && files.length <= MAX_MANIFESTS && !manifests.includes(null),
    },
    place.dockerfile.path,
  );
};

async function placeOf(
  world: World,
  dockerfiles: readonly ProjectDockerfile[],
  of: ProvidersQuestion['of'],
): Promise<Place | (Seen<never> & { ok: false })> {
  if ('instruction' in of) {
    const wanted = plain(of.instruction);
    for (const dockerfile of dockerfiles) {
      const own = dockerfile.instructions.find(({ text }) => plain(text) === wanted);
      if (own !== undefined) return { dockerfile, stage: own.stage, line: own.line };
    }
    return unseen('No Dockerfile of the project has this instruction.', '项目的 Dockerfile 中没有这条指令。');
  }
  const dockerfile = dockerfiles.find(({ usedBy }) => usedBy.includes(of.service));
  const services = await world.ask('project.services', {});
  const target = services.ok ? services.answer.find(({ name }) => name === of.service)?.build?.target : undefined;
  const stage =
    target === undefined
      ? (dockerfile?.stages.length ?? 0) - 1
      : (dockerfile?.stages.findIndex(({ name }) => name === target) ?? -1);
  if (dockerfile !== undefined && services.ok && stage >= 0) return { dockerfile, stage };
  return unseen(`The project does not build the image of ${of.service}.`, `${of.service} 的镜像不是由该项目构建的。`);
}

/** As BuildKit prints it and as it stands in the file: blanks apart. */
function plain(instruction: string): string {
  return instruction.replace(/\s+/g, ' ').trim();
}

function endsWith(path: string, ending: string): boolean {
  return path === ending || path.endsWith(`/${ending}`);
}

/** Null where it could not be read as a whole: it may name anything. */
async function readManifest(
  project: string,
  path: string,
  { package: named }: ProvidersQuestion,
): Promise<ProjectProviders['manifests'][number] | null> {
  const file = await readRegular(join(project, path), MAX_BYTES);
  if (named === undefined || !file.ok || file.isCut) return null;
  const as = namedAs(named.kind, path, file.bytes.toString('utf8'), named.names);
  return { path, ...(as !== undefined && { as }) };
}
