import type { Diagnosis, Finding } from '#core/model/diagnosis.ts';
import type { Ending } from '#core/model/incident.ts';
import type { Remedy, Risk, Step } from '#core/model/remedy.ts';
import type { Done, Preview, Undone, Workshop } from '#core/model/workshop.ts';
import { RISKS } from '#core/model/remedy.ts';
import { riskFloor } from '#core/model/steps.ts';
import type { Action, Change } from '#core/model/change.ts';

import { argumentsAfter, commandPreview } from './rerun.ts';
import { withRetries } from './retries.ts';

/** The command that failed, run again: its exit code, and what drydock makes of it where it failed again. */
export interface Attempt {
  readonly code: number;
  readonly diagnosis: Diagnosis | null;
}

export interface PlannedRemedy {
  readonly condition: string;
  readonly finding: Finding;
  readonly remedy: Remedy;
  readonly steps: readonly { readonly step: Step; readonly preview: Preview | null }[];
}

export interface RepairOptions {
  readonly workshop: Workshop;
  /** The command that failed; empty where none is known. */
  readonly argv: readonly string[];
  /** Runs it again, or what a remedy made of it; null where no command is known, and one remedy is all that can be done. */
  readonly act: ((argv: readonly string[]) => Promise<Attempt>) | null;
  /** Asked before anything is changed, with the whole effect at hand. */
  readonly consent: (planned: PlannedRemedy) => Promise<boolean>;
  /** Told of everything that happens, in order. */
  readonly tell: (event: RepairEvent) => void;
  /** Highest risk that is taken at all. */
  readonly upTo: Exclude<Risk, 'destructive'>;
  readonly maxRounds: number;
}

export type RepairEvent =
  | { readonly kind: 'planned'; readonly planned: PlannedRemedy }
  | { readonly kind: 'refused'; readonly planned: PlannedRemedy }
  | { readonly kind: 'applied'; readonly planned: PlannedRemedy; readonly done: readonly Done[] }
  | { readonly kind: 'failed-to-apply'; readonly planned: PlannedRemedy; readonly done: Done }
  | { readonly kind: 'ran-again'; readonly attempt: Attempt }
  | { readonly kind: 'undone'; readonly planned: PlannedRemedy; readonly undone: readonly Undone[] };

export interface Repaired {
  readonly ending: Ending;
  readonly rounds: number;
  /** The remedies that stayed, in the order they were taken. */
  readonly kept: readonly PlannedRemedy[];
  readonly last: Attempt;
  /** The command as it ran last: another than the failed one where a remedy changed its arguments. */
  readonly argv: readonly string[];
}

/**
 * Applies one remedy at a time and runs the command again. The same failure again means that the remedy was wrong:
 * it is undone and the next one is tried. Another failure is progress: the remedy stays and the new failure is diagnosed.
 * A failure that was there before is a circle, and ends it.
 */
export async function repair(first: Attempt, options: RepairOptions): Promise<Repaired> {
  const { workshop, act, consent, tell, upTo, maxRounds } = options;
  const tried = new Set<string>();
  const met = new Set<string>();
  const kept: { planned: PlannedRemedy; entry: number | null }[] = [];
  let attempt = first;
  let { argv } = options;
  let rounds = 0;
  const end = (ending: Ending): Repaired => ({
    ending,
    rounds,
    kept: kept.map(({ planned }) => planned),
    last: attempt,
    argv,
  });
  for (;;) {
    if (attempt.code === 0) return end('repaired');
    const root = attempt.diagnosis?.root ?? null;
    if (root === null) return end('no-remedy');
    met.add(fingerprint(root)).add(told(attempt) ?? '');
    const planned =
      (await next(root, withRetries(root), { tried, workshop, upTo, argv })) ??
      (await nextOf(attempt.diagnosis?.alternatives ?? [], { tried, workshop, upTo: 'reversible', argv }));
    if (planned === null) return end(rounds === 0 ? 'no-remedy' : 'no-progress');
    tried.add(keyOf(planned.finding, planned.remedy));
    tell({ kind: 'planned', planned });
    if (!(await consent(planned))) {
      tell({ kind: 'refused', planned });
      continue;
    }
    if (rounds >= maxRounds) return end('too-many-rounds');
    rounds++;
    const done = await applyAll(planned, workshop);
    const firstEntry = done.find((one) => one.ok)?.entry ?? null;
    const failed = done.find((one) => !one.ok);
    if (failed !== undefined) {
      tell({ kind: 'failed-to-apply', planned, done: failed });
      if (firstEntry !== null) tell({ kind: 'undone', planned, undone: await workshop.undo(firstEntry) });
      continue;
    }
    tell({ kind: 'applied', planned, done });
    if (act === null) {
      kept.push({ planned, entry: firstEntry });
      return end('applied');
    }
    const changed = argumentsAfter(planned.remedy.steps, argv) ?? argv;
    const again = await act(changed);
    tell({ kind: 'ran-again', attempt: again });
    const nextRoot = again.diagnosis?.root ?? null;
    const isProgress =
      again.code === 0 || (nextRoot !== null && !met.has(fingerprint(nextRoot)) && !met.has(told(again) ?? 'silent'));
    if (isProgress) {
      kept.push({ planned, entry: firstEntry });
      attempt = again;
      argv = changed;
      continue;
    }
    if (firstEntry !== null) tell({ kind: 'undone', planned, undone: await workshop.undo(firstEntry) });
    // The undone state fails as before; what is left to try is for that failure.
    attempt = { ...attempt, code: again.code };
  }
}

/** Which failure it is: the cause and the place, never numbers that change from run to run or move with an edit. */
export function fingerprint({ condition, service, headline }: Finding): string {
  return `${condition} ${service ?? ''} ${headline.en.replace(/\d+/g, '0')}`;
}

/** What the failing step said, without what changes from run to run: the same words are the same failure, whatever we call it. */
function told({ diagnosis }: Attempt): string | null {
  const { where, excerpt } = diagnosis?.failure ?? { where: {}, excerpt: [] };
  if (excerpt.length === 0) return null;
  const lines = excerpt.map(({ text }) => text.replace(/[0-9a-f]{12,}/g, '0').replace(/\d+/g, '0'));
  return JSON.stringify([where.instruction, where.service, lines]);
}

function keyOf(root: Finding, remedy: Remedy): string {
  return `${fingerprint(root)} ${remedy.id}`;
}

interface Choice {
  readonly tried: ReadonlySet<string>;
  readonly workshop: Workshop;
  readonly upTo: Risk;
  readonly argv: readonly string[];
}

/** The other candidates for the cause: only what can be taken back whole, should the guess be wrong. */
async function nextOf(findings: readonly Finding[], choice: Choice): Promise<PlannedRemedy | null> {
  for (const finding of findings) {
    const planned = await next(finding, finding.remedies, choice);
    if (planned !== null) return planned;
  }
  return null;
}

/** The first remedy that was not tried, that a program may take, and whose every step can be taken right now. */
export async function next(
  root: Finding,
  remedies: readonly Remedy[],
  { tried, workshop, upTo, argv }: Choice,
): Promise<PlannedRemedy | null> {
  for (const remedy of remedies) {
    if (tried.has(keyOf(root, remedy)) || !isAutomatic(remedy)) continue;
    if (RISKS.indexOf(riskTaken(remedy)) > RISKS.indexOf(upTo)) continue;
    const planned = await plan(root, remedy, workshop, argv);
    if (planned.steps.every(({ preview }) => preview?.ok !== false)) return planned;
  }
  return null;
}

/** What each step of a remedy would do, found out right now. */
export async function plan(
  finding: Finding,
  remedy: Remedy,
  workshop: Workshop,
  argv: readonly string[],
): Promise<PlannedRemedy> {
  const steps: PlannedRemedy['steps'][number][] = [];
  let command: readonly string[] | null = argv;
  for (const step of remedy.steps) {
    if (step.kind === 'rerun') {
      command = argumentsAfter([step], command ?? []);
      steps.push({ step, preview: commandPreview(command) });
      continue;
    }
    const makes = madeBy(step);
    const preview = makes === null ? null : await workshop.preview(makes);
    if (preview?.ok !== false || !isOptional(step)) steps.push({ step, preview });
  }
  return { condition: finding.condition, finding, remedy, steps };
}

/** A program can take it without a person: it changes something, and nothing in it needs a hand. */
export function isAutomatic(remedy: Remedy): boolean {
  return (
    remedy.steps.some(isTaken) &&
    remedy.steps.every(
      (step) => isTaken(step) || (step.kind === 'command' && (step.risk === 'read' || isRerun(step.argv))),
    )
  );
}

/** The command that brings the stack up again is what the loop does anyway. */
function isRerun(argv: readonly string[]): boolean {
  return /^docker compose up\b|^docker (?:buildx )?build\b/.test(argv.join(' '));
}

/** Without the command that is run again anyway, whose risk the user took before. */
export function riskTaken({ risk, steps }: Remedy): Risk {
  const isRerunning = steps.some((step) => step.kind === 'command' && isRerun(step.argv));
  return isRerunning ? riskFloor(steps.filter(isTaken)) : risk;
}

/** A step that a program takes and that changes something: a file, the engine, or the command itself. */
function isTaken(step: Step): boolean {
  return step.kind === 'rerun' || madeBy(step) !== null;
}

function isOptional(step: Step): boolean {
  return step.kind === 'edit' && step.isOptional === true;
}

function madeBy(step: Step): Change | Action | null {
  if (step.kind === 'edit') return step.makes ?? null;
  return step.kind === 'action' ? step.does : null;
}

export async function applyAll(
  { condition, remedy, steps }: PlannedRemedy,
  workshop: Workshop,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const { step } of steps) {
    const makes = madeBy(step);
    if (makes === null) continue;
    const one = await workshop.apply(makes, `${condition}/${remedy.id}`);
    done.push(one);
    if (!one.ok) break;
  }
  return done;
}
