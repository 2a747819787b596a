import type { DetailedQuestion, Lookup, OpenAnswers } from '#core/model/condition.ts';
import type { ProjectDockerfile, ProjectPath } from '#core/model/probes/project.ts';
import { execForm, inContext, instructionsOf, textOf } from './dockerfiles.ts';
import { stagesNeeded } from './targets.ts';

/** A script of the build context that a container begins with. */
export interface EntryScript {
  readonly dockerfile: ProjectDockerfile;
  readonly stage: number;
  /** Line of ENTRYPOINT or CMD. */
  readonly line: number;
  /** As the instruction names it: `/app/start.sh`. */
  readonly command: string;
  /** Run by itself, not given to a shell. */
  readonly isDirect: boolean;
  /** Where the script may stand, relative to the project. */
  readonly path: string;
}

export function entryScripts({
  'project.dockerfiles': dockerfiles = [],
  'project.services': services,
}: OpenAnswers): readonly EntryScript[] {
  return dockerfiles.flatMap((dockerfile) =>
    [...stagesNeeded(dockerfile, services)].flatMap((stage) =>
      instructionsOf(dockerfile, stage)
        .filter(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD')
        .flatMap(({ text, line }) => scriptsIn(text).map((found) => ({ dockerfile, stage, line, ...found })))
        .flatMap((one) => sourcePaths(dockerfile, one.command).map((path) => ({ ...one, path }))),
    ),
  );
}

/** Where the script that an image runs as this command stands in the project: empty where no COPY is seen to bring it. */
export function scriptFiles(dockerfiles: readonly ProjectDockerfile[], command: string): readonly string[] {
  const found = entryScripts({ 'project.dockerfiles': dockerfiles }).filter((script) => script.command === command);
  return [...new Set(found.map(({ path }) => path))];
}

function scriptsIn(text: string): readonly { command: string; isDirect: boolean }[] {
  const [first = '', second = ''] = execForm(text) ?? [];
  if (first.endsWith('.sh')) return [{ command: first, isDirect: true }];
  return /(?:^|\/)(?:ba|da|a)?sh$/.test(first) && second.endsWith('.sh') ? [{ command: second, isDirect: false }] : [];
}

/** Files of the context that a COPY brings under this name. */
function sourcePaths(dockerfile: ProjectDockerfile, command: string): readonly string[] {
  const name = command.split('/').at(-1) ?? '';
  return dockerfile.copies.flatMap(({ source, exists }) => {
    if (!exists) return [];
    if (source.split('/').at(-1) === name) return [inContext(dockerfile, source)];
    if (source === '.' || source === './')
      return [inContext(dockerfile, command.replace(/^(?:\.?\/)?(?:(?:app|src|code|workspace|usr\/src\/app)\/)?/, ''))];
    return [];
  });
}

export function askForScripts(answers: OpenAnswers): readonly DetailedQuestion[] {
  return entryScripts(answers).map(({ path }) => ({ probe: 'project.path', about: { path } }));
}

/** The scripts that could be looked at and exist, with what was seen. */
export function seenScripts(
  answers: OpenAnswers,
  answerTo: Lookup,
): readonly (EntryScript & { readonly seen: ProjectPath })[] {
  return entryScripts(answers).flatMap((script) => {
    const seen = answerTo('project.path', { path: script.path });
    return seen?.exists === true ? [{ ...script, seen }] : [];
  });
}

/** A step before the start does this to files. */
export function isDoneInBuild({ dockerfile, stage }: EntryScript, what: RegExp): boolean {
  return what.test(textOf(dockerfile, stage));
}
