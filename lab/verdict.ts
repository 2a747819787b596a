import { diagnoseLog } from '#app/diagnose.ts';
import { diagnoseStack } from '#app/stack/diagnose-stack.ts';
import type { Diagnosis, Verdict as Certainty } from '#core/model/diagnosis.ts';
import type { Chunk } from '#core/model/input.ts';
import type { Host } from '#core/model/probe.ts';
import { openHost } from '#host/host.ts';

import type { Bench } from './bench.ts';
import type { Expectation } from './fault.ts';

export interface Verdict {
  readonly root: string | null;
  readonly diagnosis: Diagnosis;
  /** What is not as expected, one short sentence each. */
  readonly wrong: readonly string[];
}

/** Diagnoses an output as the command line does, with the project at hand. */
export function judge(text: string, project: string, expects: Expectation): Promise<Verdict> {
  return judgeInput(chunks(text), project, expects);
}

/** The same for any input: a log in chunks of bytes, or a build record. */
export async function judgeInput(input: AsyncIterable<Chunk>, project: string, expects: Expectation): Promise<Verdict> {
  const { diagnosis } = await diagnoseLog(input, openHost({ project }));
  const root = diagnosis.root?.condition ?? null;
  return { root, diagnosis, wrong: compare(diagnosis, root, expects) };
}

/** The same from the containers alone, without any log: `diagnose --stack`, asked while the engine still stands. */
export async function judgeStack(bench: Bench, expects: Expectation): Promise<Verdict> {
  const answer = await diagnoseStack(stackHost(bench), undefined);
  if (!('diagnosis' in answer)) throw new Error(answer.en);
  const root = answer.diagnosis.root?.condition ?? null;
  return { root, diagnosis: answer.diagnosis, wrong: compare(answer.diagnosis, root, expects) };
}

/** The engine of a bench, asked over its socket, with the bench's project. */
export function stackHost({ engine }: Bench): Host {
  const socket = `unix://${engine.namespace.root}/run/docker.sock`;
  return openHost({ project: engine.project, engine: { environment: { DOCKER_HOST: socket } } });
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** What is said of a failure beside its root; the published document has the same fields. */
type Said = Pick<Diagnosis, 'outcome'> & {
  readonly failure: { readonly where: { readonly line?: number | null; readonly service?: string | null } } | null;
  readonly root: { readonly condition: string; readonly verdict: Certainty; readonly service?: string | null } | null;
  readonly consequences: readonly { readonly condition: string; readonly service?: string | null }[];
};

export function compare(diagnosis: Said, root: string | null, expects: Expectation): string[] {
  const wrong: string[] = [];
  const right: readonly (string | null)[] = [expects.root, ...(expects.accept ?? [])];
  if (!right.includes(root))
    wrong.push(`root is ${root ?? 'none'}, not ${right.map((id) => id ?? 'none').join(' or ')}`);
  for (const expected of expects.consequences ?? []) {
    const [id = '', ...services] = typeof expected === 'string' ? [expected] : expected;
    const found = diagnosis.consequences.filter(({ condition }) => condition === id);
    if (found.length === 0) wrong.push(`${id} is not named as a consequence`);
    const missing = services.filter((name) => !found.some(({ service }) => service === name));
    if (found.length > 0 && missing.length > 0) wrong.push(`${id} is not named for ${missing.join(', ')}`);
  }
  const where = diagnosis.failure?.where;
  if (expects.line !== undefined && where?.line !== expects.line) {
    wrong.push(`line is ${where?.line ?? 'none'}, not ${expects.line}`);
  }
  const service = diagnosis.root?.service ?? where?.service;
  if (expects.service !== undefined && service !== expects.service) {
    wrong.push(`service is ${service ?? 'none'}, not ${expects.service}`);
  }
  if (expects.outcome !== undefined && diagnosis.outcome !== expects.outcome) {
    wrong.push(`outcome is ${diagnosis.outcome}, not ${expects.outcome}`);
  }
  return wrong;
}
