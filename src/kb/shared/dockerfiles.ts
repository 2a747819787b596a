import type { ProjectDockerfile } from '#core/model/probes/project.ts';

type Stage = ProjectDockerfile['stages'][number];
type Instruction = ProjectDockerfile['instructions'][number];

/** The stage a name or number means, for an instruction in stage `before`; undefined: it is an image. */
export function stageNamed({ stages }: ProjectDockerfile, name: string, before = Infinity): number | undefined {
  if (/^\d+$/.test(name)) return Number(name) < Math.min(before, stages.length) ? Number(name) : undefined;
  const index = stages.findLastIndex((stage, i) => i < before && stage.name?.toLowerCase() === name.toLowerCase());
  return index === -1 ? undefined : index;
}

/** Stages that BuildKit runs for these targets ('' for the last one); the others cannot fail. */
export function neededStages(dockerfile: ProjectDockerfile, targets: readonly string[]): ReadonlySet<number> {
  const last = dockerfile.stages.length - 1;
  const waiting = (targets.length === 0 ? [''] : targets).map((name) =>
    name === '' ? last : (stageNamed(dockerfile, name) ?? last),
  );
  const needed = new Set<number>();
  for (let stage = waiting.pop(); stage !== undefined; stage = waiting.pop()) {
    if (stage < 0 || needed.has(stage)) continue;
    needed.add(stage);
    const names = [
      dockerfile.stages[stage]?.from ?? '',
      ...instructionsOf(dockerfile, stage).flatMap(({ text }) => sourcesIn(text)),
    ];
    const before = stage;
    waiting.push(...names.map((name) => stageNamed(dockerfile, name, before)).filter((index) => index !== undefined));
  }
  return needed;
}

/** `--from=` of COPY and ADD, `from=` of RUN --mount. */
export function sourcesIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:--from=|--mount=\S{0,300}?\bfrom=)["']?([^\s,"']{1,300})/g)].map(
    ([, name = '']) => name,
  );
}

export function instructionsOf({ instructions }: ProjectDockerfile, stage: number): readonly Instruction[] {
  return instructions.filter((one) => one.stage === stage);
}

/** The stage and those it is built FROM, itself first; ends at an image of a registry. */
export function ancestry(
  dockerfile: ProjectDockerfile,
  stage: number,
): readonly (Stage & { readonly index: number })[] {
  const found: (Stage & { readonly index: number })[] = [];
  for (let index: number | undefined = stage; index !== undefined;) {
    const one: Stage | undefined = dockerfile.stages[index];
    if (one === undefined) break;
    found.push({ ...one, index });
    index = stageNamed(dockerfile, one.from, index);
  }
  return found;
}

/** Everything written in the stage and in those it is built FROM. */
export function textOf(dockerfile: ProjectDockerfile, stage: number): string {
  return ancestry(dockerfile, stage)
    .flatMap(({ index }) => instructionsOf(dockerfile, index))
    .map(({ text }) => text)
    .join('\n');
}

/** The words of an exec form (`["./run.sh", "-v"]`), or undefined for a shell form. */
export function execForm(text: string): readonly string[] | undefined {
  const list = /^\S+\s+(\[.*\])\s*$/.exec(text)?.[1];
  if (list === undefined) return undefined;
  const words = [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word);
  return words.length === 0 ? undefined : words;
}

/** Path in the build context, relative to the project. */
export function inContext({ context }: ProjectDockerfile, path: string): string {
  const parts = [...context.split('/'), ...path.split('/')].filter((part) => part !== '' && part !== '.');
  return parts.join('/');
}
