import type { DetailedQuestion, Foreseen, Lookup, OpenAnswers } from '#core/model/condition.ts';
import type { EngineVolume } from '#core/model/probes/engine.ts';
import type { ProjectCompose, ProjectService } from '#core/model/probes/project.ts';
import type { Text } from '#core/model/text.ts';
import { engineVolumeOf, storesOf } from './data-store.ts';
import { runsImage } from './stack.ts';

/** A data service whose image reads this variable only while its store is empty. */
interface Kind {
  readonly images: readonly string[];
  readonly passwords: readonly string[];
}

interface StalePassword {
  readonly database: ProjectService;
  readonly variable: string;
  readonly how: Foreseen<unknown>['how'];
  readonly tells: Text;
}

export const STALE_PASSWORD_ASKS = [
  'project.services',
  'project.compose',
  'project.envFiles',
  'engine.volumes',
  'engine.containers',
] as const;

/** The containers that databases with an old volume have now: they know the password of before. */
export function oldContainers(answers: OpenAnswers, kind: Kind): readonly DetailedQuestion[] {
  const project = answers['project.compose']?.name;
  if (project === undefined) return [];
  return databasesWithVolume(answers, kind).map(({ database }) => ({
    probe: 'engine.container',
    about: { service: database.name, project },
  }));
}

/** Databases that hold their data since before the password that the files now give them. */
export function stalePasswords(answers: OpenAnswers, answerTo: Lookup, kind: Kind): readonly StalePassword[] {
  const project = answers['project.compose']?.name;
  if (project === undefined) return [];
  return databasesWithVolume(answers, kind).flatMap(({ database, volume }): readonly StalePassword[] => {
    const variable = kind.passwords.find((name) => database.environment[name]?.isEmpty === false);
    if (variable === undefined) return [];
    const container = answerTo('engine.container', { service: database.name, project });
    const before = container?.environment[variable];
    if (container !== undefined && before !== undefined) {
      const isMounted = container.mounts.some(({ name }) => name === volume.name);
      const isSame = before.token === database.environment[variable]?.token;
      return isMounted && !isSame ? [{ database, variable, how: 'likely', tells: changed(volume, variable) }] : [];
    }
    const written = dateOfFiles(answers, database);
    if (hasContainer(answers, database, project) || volume.created === undefined || written === undefined) return [];
    return written.modified > volume.created
      ? [{ database, variable, how: 'note', tells: older(volume, variable, written.path) }]
      : [];
  });
}

function databasesWithVolume(
  { 'project.services': services = [], 'project.compose': compose, 'engine.volumes': volumes = [] }: OpenAnswers,
  { images }: Kind,
): readonly { readonly database: ProjectService; readonly volume: EngineVolume }[] {
  if (compose === undefined) return [];
  return services
    .filter((service) => runsImage(service, images))
    .flatMap((database) => {
      const volume = volumeOf(database, compose, volumes);
      return volume === undefined ? [] : [{ database, volume }];
    });
}

function volumeOf(
  database: ProjectService,
  compose: ProjectCompose,
  volumes: readonly EngineVolume[],
): EngineVolume | undefined {
  return storesOf(database)
    .filter(({ type }) => type === 'volume')
    .map(({ source = '' }) => engineVolumeOf(source, compose, volumes))
    .find((volume) => volume !== undefined);
}

/** A container that could not be looked into is no sign that there is none. */
function hasContainer({ 'engine.containers': containers }: OpenAnswers, { name }: ProjectService, project: string) {
  return containers?.some((one) => one.project === project && one.service === name) ?? true;
}

/** The newest file that could have changed the password: .env, or an env file of the service. */
function dateOfFiles(
  { 'project.envFiles': files = [] }: OpenAnswers,
  { name }: ProjectService,
): { readonly path: string; readonly modified: number } | undefined {
  return files
    .flatMap(({ path, modified, usedBy }) =>
      modified !== undefined && (usedBy.length === 0 || usedBy.includes(name)) ? [{ path, modified }] : [],
    )
    .toSorted((a, b) => b.modified - a.modified)[0];
}

function changed({ name }: EngineVolume, variable: string): Text {
  return {
    en: `The container that runs on the volume ${name} now was made with another ${variable} than the files give.`,
    zh: `现在使用卷 ${name} 的容器，创建时的 ${variable} 与文件中的不同。`,
  };
}

function older({ name, created = 0 }: EngineVolume, variable: string, path: string): Text {
  const day = new Date(created).toISOString().slice(0, 10);
  return {
    en: `The volume ${name} was made on ${day}; ${path} was changed after that. If ${variable} was changed, the database does not know it.`,
    zh: `卷 ${name} 创建于 ${day}，之后 ${path} 有改动。如果改的是 ${variable}，数据库并不知道。`,
  };
}
