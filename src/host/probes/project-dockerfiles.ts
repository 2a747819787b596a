import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import { isRemote } from '#core/parse/compose/canonical.ts';
import { asMap, isMap } from '#core/parse/compose/merge.ts';
import { parseBakeHcl, parseBakeJson } from '#core/parse/dockerfile/bake.ts';
import { ignoredBy } from '#core/parse/dockerfile/dockerignore.ts';
import { parseInstructions } from '#core/parse/dockerfile/instructions.ts';
import { outlineOf, type Outline } from '#core/parse/dockerfile/outline.ts';
import { mask } from '#core/redact.ts';

import { composeModel } from '../compose/model.ts';
import { findInContext } from '../files/context.ts';
import { readRegular } from '../files/regular.ts';
import { similarNames } from '../files/similar.ts';
import { seen, unseen, type Probe } from '../probe.ts';
import type { World } from '../world.ts';

const MAX_FILE = 1024 * 1024;
const MAX_DOCKERFILES = 100;
const MAX_SOURCES = 500;
/** Every stage may be built from every one before it: what looks through them all takes more than twice as long for twice as many. */
const MAX_STAGES = 300;
/** Bytes; Linux reads no more of a script to find its interpreter (BINPRM_BUF_SIZE). */
const FIRST_LINE = 256;

interface Wanted {
  /** Absolute. */
  readonly path: string;
  readonly context: string;
  readonly args: ReadonlyMap<string, string>;
  readonly usedBy: string[];
  readonly targets: NonNullable<ProjectDockerfile['targets']>[number][];
}

/** Every Dockerfile that Compose, bake files or the root folder name. */
export const projectDockerfiles: Probe<'project.dockerfiles'> = async (world) => {
  const { project } = world;
  if (project === null) return unseen('No project folder was given.', '没有给出项目目录。');
  const wanted = new Map<string, Wanted>();
  const add: Add = (context, dockerfile, user, args = new Map()) => {
    const path = resolve(context, dockerfile);
    const key = `${path}\n${context}`;
    const known = wanted.get(key) ?? { path, context, args, usedBy: [], targets: [] };
    if (user !== null) known.usedBy.push(user);
    wanted.set(key, known);
    return known;
  };
  await addServices(world, add);
  await addBake(project, add);
  const named = new Set([...wanted.values()].map(({ path }) => path));
  for (const name of (await readdir(project).catch(() => [])).toSorted()) {
    const isDockerfile = /^Dockerfile(?:\.[\w.-]+)?$|\.Dockerfile$/i.test(name) && !name.endsWith('.dockerignore');
    if (isDockerfile && !named.has(join(project, name))) add(project, name, null);
  }
  if (wanted.size === 0) return unseen('The project has no Dockerfile.', '项目中没有 Dockerfile。');
  const files = [...wanted.values()].slice(0, MAX_DOCKERFILES).map((want) => describe(project, want));
  return seen(await Promise.all(files), '.');
};

type Add = (context: string, dockerfile: string, user: string | null, args?: Wanted['args']) => Wanted;

async function addServices(world: World, add: Add): Promise<void> {
  const model = await composeModel(world);
  for (const [name, service] of Object.entries(model?.services ?? {})) {
    const { build } = asMap(service);
    if (!isMap(build) || build['dockerfile_inline'] !== undefined) continue;
    const context = String(build['context'] ?? world.project);
    if (isRemote(context)) continue;
    const args = Object.entries(asMap(build['args'])).flatMap(([key, value]) =>
      value === null || typeof value === 'object' ? [] : [[key, String(value)] as const],
    );
    add(context, typeof build['dockerfile'] === 'string' ? build['dockerfile'] : 'Dockerfile', name, new Map(args));
  }
}

const BAKE_FILES = [
  ['docker-bake.json', parseBakeJson],
  ['docker-bake.override.json', parseBakeJson],
  ['docker-bake.hcl', parseBakeHcl],
  ['docker-bake.override.hcl', parseBakeHcl],
] as const;

async function addBake(project: string, add: Add): Promise<void> {
  for (const [name, parse] of BAKE_FILES) {
    const file = await readRegular(join(project, name), MAX_FILE);
    for (const target of file.ok ? parse(file.bytes.toString('utf8')) : []) {
      const { name, context = '.', dockerfile = 'Dockerfile', hasOutput = false, platforms = [] } = target;
      if (isRemote(context)) continue;
      add(resolve(project, context), dockerfile, name).targets.push({ name, hasOutput, platforms });
    }
  }
}

async function describe(project: string, { path, context, args, usedBy, targets }: Wanted): Promise<ProjectDockerfile> {
  const named = {
    path: shown(project, path),
    context: shown(project, context),
    usedBy,
    ...(targets.length > 0 && { targets }),
  };
  const unread = (problem: string): ProjectDockerfile => ({
    ...named,
    problem,
    stages: [],
    instructions: [],
    copies: [],
    variables: [],
  });
  const file = await readRegular(path, MAX_FILE);
  if (!file.ok) return unread(file.problem);
  if (file.isCut) return unread('> 1 MiB');
  const parsed = parseInstructions(file.bytes.toString('utf8'));
  if ((parsed.at(-1)?.stage ?? 0) >= MAX_STAGES) return unread(`> ${MAX_STAGES} stages`);
  const outline = outlineOf(parsed, args);
  const ignore = await ignoreFile(path, context);
  return {
    ...named,
    stages: outline.stages,
    instructions: parsed.map(({ keyword, text, line, stage }) => ({
      keyword,
      text: withoutSecrets(keyword, text),
      line,
      stage,
    })),
    copies: await copiesOf(context, outline.sources.slice(0, MAX_SOURCES), ignore),
    variables: outline.variables,
  };
}

/** `Dockerfile.dockerignore` beside the Dockerfile goes before the context's own. */
async function ignoreFile(dockerfile: string, context: string): Promise<string> {
  for (const path of [`${dockerfile}.dockerignore`, join(context, '.dockerignore')]) {
    const file = await readRegular(path, MAX_FILE);
    if (file.ok) return file.bytes.toString('utf8');
  }
  return '';
}

async function copiesOf(
  context: string,
  sources: Outline['sources'],
  ignore: string,
): Promise<readonly ProjectDockerfile['copies'][number][]> {
  const copies: ProjectDockerfile['copies'][number][] = [];
  for (const { source, line } of sources) {
    const found = await findInContext(context, source);
    if (found === null) continue;
    const hidden = found.map((path) => (isBroughtBack(ignore, path) ? undefined : ignoredBy(ignore, path)));
    const pattern = hidden.every((one) => one !== undefined) ? hidden[0] : undefined;
    copies.push({
      source,
      line,
      exists: found.length > 0,
      ...(pattern !== undefined && { ignoredBy: pattern }),
      ...((await isCrlfScript(context, found)) && { isCrlfScript: true }),
      similar: found.length > 0 || /[*?[]/.test(source) ? [] : await similarNames(join(context, source)),
    });
  }
  return copies;
}

async function isCrlfScript(context: string, [path, ...more]: readonly string[]): Promise<boolean> {
  if (path === undefined || more.length > 0) return false;
  const file = await readRegular(join(context, path), FIRST_LINE);
  return file.ok && /^#![^\r\n]*\r\n/.test(file.bytes.toString('latin1'));
}

/** A hidden folder of which an exception brings something back is still sent. */
function isBroughtBack(ignore: string, path: string): boolean {
  return ignore.split('\n').some((line) => line.trim().replace(/^!\/?/, '!').startsWith(`!${path}/`));
}

function shown(project: string, path: string): string {
  return relative(project, path).replaceAll('\\', '/') || '.';
}

/** `ENV API_KEY x` is an assignment too. */
function withoutSecrets(keyword: string, text: string): string {
  const old = keyword === 'ENV' ? /^(\S+\s+)([^\s=]+)\s+(.+)$/.exec(text) : null;
  if (old === null) return mask(text);
  const masked = mask(`${old[2]}=${old[3]}`);
  return masked === `${old[2]}=${old[3]}` ? mask(text) : `${old[1]}${old[2]} ***`;
}
