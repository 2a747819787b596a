import { foresee, type Locate } from '#core/diagnose/foresee.ts';
import { jobsAhead } from '#core/diagnose/jobs-ahead.ts';
import type { Check, Prediction } from '#core/model/check.ts';
import type { AnyCondition, OpenAnswers } from '#core/model/condition.ts';
import type { Finding } from '#core/model/diagnosis.ts';
import type { Host } from '#core/model/probe.ts';
import { COMPOSE_FILES } from '#core/parse/compose/files.ts';
import type { ComposeFile, KeyPlace } from '#core/parse/compose/places.ts';
import { load, registry } from '#kb/registry.gen.ts';

export interface CheckOptions {
  /** Registries are asked, too. */
  readonly online?: boolean;
}

/** What will fail, and what is likely to, before anything is built or started. */
export async function checkProject(host: Host, { online = false }: CheckOptions = {}): Promise<Check> {
  const all = await aheadConditions();
  const conditions = online ? all : all.map(withoutRegistries);
  const { check, answers } = await foresee(conditions, host, (known) => locator(host, known));
  const [refused, jobs] = [await refusal(answers, check.findings), jobsAhead(answers)];
  return {
    ...check,
    findings: refused === undefined ? check.findings : [refused, ...check.findings],
    ...(jobs !== undefined && { jobs }),
  };
}

/** What registries would say is not asked for, and does not count as something that could not be seen. */
function withoutRegistries(condition: AnyCondition): AnyCondition {
  const { ahead } = condition;
  if (ahead === undefined) return condition;
  return { ...condition, ahead: { ...ahead, asks: ahead.asks.filter((probe) => !probe.startsWith('registry.')) } };
}

/** Conditions that can be asked forward; no other is loaded. */
export async function aheadConditions(): Promise<readonly AnyCondition[]> {
  const loading = registry.rows.filter((row) => row[4] === 1).map((row) => load(row[0], row[1]));
  return (await Promise.all(loading)).filter((one) => one !== undefined);
}

/** Compose says itself why it refuses the files: its words are a log, and the cause is named as from any other. */
async function refusal(answers: OpenAnswers, known: readonly Prediction[]): Promise<Prediction | undefined> {
  const words = answers['project.compose']?.refusal;
  if (words === undefined) return undefined;
  const { diagnoseLog } = await import('./diagnose.ts');
  const { diagnosis } = await diagnoseLog(once(`${words}\n`), null);
  const { root } = diagnosis;
  if (root === null || known.some(({ condition, how }) => condition === root.condition && how === 'certain'))
    return undefined;
  return { ...asPrediction(root), tells: { en: words, zh: words }, ...positionIn(words, answers) };
}

function asPrediction(finding: Finding): Omit<Prediction, 'tells'> {
  const { condition, stage, title, headline, why, remedies, retry, sources } = finding;
  return { condition, stage, role: 'cause', title, how: 'certain', headline, why, remedies, retry, sources };
}

/** `compose.yaml:3:5`, or `line 3`, where Compose says it. */
function positionIn(words: string, answers: OpenAnswers): { file?: string; line?: number } {
  const [file] = answers['project.compose']?.files ?? [];
  const line = /(?:\bline |\.ya?ml:)(\d{1,6})/.exec(words)?.[1];
  return { ...(file !== undefined && { file }), ...(line !== undefined && { line: Number(line) }) };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

// Where the model does not say which files it was read from.

function locator(host: Host, answers: OpenAnswers): Locate {
  // The YAML reader is loaded only where there is something to place.
  let reading: Promise<(key: readonly string[]) => KeyPlace | undefined> | undefined;
  const places = async (): Promise<(key: readonly string[]) => KeyPlace | undefined> => {
    const { composePlaces } = await import('#core/parse/compose/places.ts');
    return composePlaces(await readFiles(host, answers['project.compose']?.files ?? COMPOSE_FILES));
  };
  return async (key, service) => {
    const found = (await (reading ??= places()))(key);
    if (found?.depth !== key.length) {
      const inEnvFile = await envFilePlace(host, answers, key, service);
      if (inEnvFile !== undefined) return inEnvFile;
    }
    return found === undefined ? {} : { file: found.file, line: found.line };
  };
}

async function readFiles(host: Host, paths: readonly string[]): Promise<readonly ComposeFile[]> {
  const seen = await Promise.all(paths.map(async (path) => ({ path, text: await host.readText(path) })));
  return seen.flatMap(({ path, text }) => (text.ok ? [{ path, text: text.answer }] : []));
}

/** A variable of a service can come from one of its env files. */
async function envFilePlace(
  host: Host,
  answers: OpenAnswers,
  [, , section, name]: readonly string[],
  service: string | undefined,
): Promise<{ file: string; line: number } | undefined> {
  if (section !== 'environment' || name === undefined) return undefined;
  const files = answers['project.services']?.find((one) => one.name === service)?.envFiles ?? [];
  for (const { path, text } of await readFiles(host, files.map((file) => file.path).toReversed())) {
    const index = text.split('\n').findIndex((line) => line.replace(/^\s*(?:export\s+)?/, '').startsWith(`${name}=`));
    if (index !== -1) return { file: path, line: index + 1 };
  }
  return undefined;
}
