import type { DockerfileChange } from '#core/model/change.ts';
import type { Site } from '#core/model/condition.ts';
import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';
import type { Text } from '#core/model/text.ts';

interface Place {
  readonly file: string;
  readonly line: number;
}

/** The file and line of the failing instruction, where both are known. */
export function placeOf({ dockerfile, line }: Site): Place | undefined {
  return dockerfile === undefined || line === undefined ? undefined : { file: dockerfile, line };
}

/**
 * The failing instruction with one piece of it written otherwise. Undefined where the place is not known, or the piece is not
 * there exactly once: then nobody can say which one is meant.
 */
export function inInstruction(
  at: Site,
  piece: RegExp,
  written: (found: RegExpExecArray) => string,
): DockerfileChange | undefined {
  const place = placeOf(at);
  const text = at.instruction ?? '';
  const found = piece.exec(text);
  if (place === undefined || found === null || text.indexOf(found[0], found.index + 1) !== -1) return undefined;
  return { kind: 'dockerfile', ...place, replace: { before: found[0], after: written(found) } };
}

/** The failing instruction with one word of it written otherwise; undefined where it does not stand there exactly once. */
export function wordInInstruction(at: Site, before: string, after: string): DockerfileChange | undefined {
  const place = placeOf(at);
  const words = (at.instruction ?? '').split(/\s+/).filter((word) => word === before);
  if (place === undefined || words.length !== 1) return undefined;
  return { kind: 'dockerfile', ...place, replace: { before, after, isWord: true } };
}

/** Lines above the failing instruction, if that is still what stands there. */
export function beforeInstruction(at: Site, lines: readonly string[]): DockerfileChange | undefined {
  const place = placeOf(at);
  if (place === undefined || at.instruction === undefined) return undefined;
  return { kind: 'dockerfile', ...place, holds: at.instruction, before: lines };
}

/**
 * Logs name a Dockerfile by its file name alone. Where one Dockerfile of the project has that very instruction on that
 * line, that is the one.
 */
export function inProject(at: Site, dockerfiles: readonly ProjectDockerfile[] = []): Site {
  const own = dockerfiles.filter(({ instructions }) =>
    instructions.some(({ line, text }) => line === at.line && text === at.instruction),
  );
  const paths = new Set(own.map(({ path }) => path));
  const [path] = paths;
  return path !== undefined && paths.size === 1 ? { ...at, dockerfile: path } : at;
}

/** A remedy that is one such edit; none where the edit cannot be made by a program. */
export function dockerfileRemedy(
  id: string,
  title: Text,
  change: Text,
  makes: DockerfileChange | undefined,
): Remedy | undefined {
  if (makes === undefined) return undefined;
  const { replace, before, baseImage } = makes;
  const after = replace?.after ?? before?.join('\n') ?? (baseImage === undefined ? undefined : `FROM ${baseImage}`);
  const shown = {
    ...(replace !== undefined && { before: replace.before }),
    ...(after !== undefined && { after }),
  };
  return { id, title, risk: 'reversible', steps: [edit(makes.file, change, { ...shown, makes })] };
}
