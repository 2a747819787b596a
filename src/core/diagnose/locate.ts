import type { ErrorEvent, SourceEvent } from '../model/event.ts';
import type { Outcome } from '../model/diagnosis.ts';
import type { Observed, Service, Step } from './collect.ts';
import { telling } from './telling.ts';

/** Where the run failed, found without any knowledge of causes. */
export interface Located {
  readonly outcome: Outcome;
  /** The step that failed first. */
  readonly step: Step | null;
  /** Steps whose output counts as evidence: the failed ones, or, where the log just ends, the ones still running. */
  readonly suspects: ReadonlySet<string>;
  /** The error that ended the run, as its client reported it. */
  readonly error: ErrorEvent | null;
  /** Services in trouble, first trouble first. */
  readonly services: readonly Service[];
  readonly source: SourceEvent | null;
  readonly exitCode: number | undefined;
}

/** Failures BuildKit goes on after: a cache that is not there yet, a cache export told to ignore errors. */
const TOLERATED = /^(?:importing cache manifest from|exporting cache|\[context [^\]]*\] load metadata)/;

/** Weight of a line that no healthy program prints. */
const COMPLAINT = 4;

const BAD_STATES = new Set(['error', 'unhealthy', 'restarting', 'dead', 'absent']);

/** `known`: the services in trouble, first trouble first, where the containers themselves were asked and not only their log. */
export function locate(observed: Observed, known?: readonly string[]): Located {
  if (known !== undefined) return ofStack(observed, known);
  const failed = [...observed.steps.values()].filter(
    (step) => step.status === 'error' && (!TOLERATED.test(step.event.name) || endedTheBuild(step, observed)),
  );
  const error = finalError(observed, failed);
  const troubles = troubled(observed);
  const succeeded = saysSucceeded(observed, troubles);
  const services = succeeded ? [] : troubles;
  const step = succeeded ? null : chooseStep(failed, error);
  const isFailed =
    !succeeded &&
    (step !== null ||
      error !== null ||
      services.length > 0 ||
      observed.ends.at(-1)?.outcome === 'failed' ||
      onlyEngineErrors(observed));
  const outcome: Outcome = succeeded
    ? 'succeeded'
    : isFailed
      ? 'failed'
      : allEndedWell(observed)
        ? 'succeeded'
        : 'unknown';
  return {
    outcome,
    step,
    suspects: suspects(observed, failed),
    error: succeeded ? null : error,
    services,
    source: succeeded ? null : chooseSource(observed, step),
    exitCode: succeeded ? undefined : exitCodeOf(step, error, services),
  };
}

function ofStack(observed: Observed, known: readonly string[]): Located {
  const services = known.flatMap((name) => observed.services.get(name) ?? []);
  const error = observed.errors.find(({ service }) => service === undefined || known.includes(service)) ?? null;
  const isFailed = known.length > 0 || error !== null;
  return {
    outcome: isFailed ? 'failed' : 'succeeded',
    step: null,
    suspects: new Set(),
    error: isFailed ? error : null,
    services,
    source: null,
    exitCode: exitCodeOf(null, error, services),
  };
}

/** An export of the cache without `ignore-error`: the builder repeats its error as that of the build. */
function endedTheBuild({ errors }: Step, observed: Observed): boolean {
  return observed.errors.some(
    ({ from, text }) => from === 'build' && text !== '' && errors.some((own) => own.text === text),
  );
}

function finalError(observed: Observed, failed: readonly Step[]): ErrorEvent | null {
  const tolerated = new Set(
    [...observed.steps.values()].filter(({ event }) => TOLERATED.test(event.name)).map(({ key }) => key),
  );
  const errors = observed.errors.filter(({ step }) => step === undefined || !tolerated.has(step));
  const ofClient = errors.filter(({ step }) => step === undefined);
  if (failed.length > 0) {
    // `docker pull … || true` before a build: what failed before the failing step began did not end the run.
    const begin = Math.min(...failed.map(({ event }) => event.line));
    const later = ofClient.filter(({ line }) => line >= begin);
    return (
      later.find(({ from }) => from === 'build') ?? later[0] ?? errors.find(({ step }) => step !== undefined) ?? null
    );
  }
  // Without a failed step the first error is the reason; a later one repeats it or follows from it.
  return errors.find(({ text }) => text !== '') ?? errors[0] ?? null;
}

function chooseStep(failed: readonly Step[], error: ErrorEvent | null): Step | null {
  const inOrder = failed.toSorted((a, b) => errorLine(a) - errorLine(b));
  if (error?.step !== undefined) {
    const own = inOrder.find(({ key }) => key === error.step);
    if (own !== undefined) return own;
  }
  if (error !== null) {
    const same = inOrder.find(({ errors }) =>
      errors.some((own) =>
        error.command !== undefined && own.command !== undefined
          ? own.command === error.command
          : own.text !== '' && (error.text.endsWith(own.text) || error.text.includes(own.text)),
      ),
    );
    if (same !== undefined) return same;
  }
  return inOrder[0] ?? null;
}

function errorLine(step: Step): number {
  return step.errors[0]?.line ?? step.endLine;
}

function suspects(observed: Observed, failed: readonly Step[]): ReadonlySet<string> {
  if (failed.length > 0) return new Set(failed.map(({ key }) => key));
  return new Set([...observed.steps.values()].filter(({ status }) => status === 'running').map(({ key }) => key));
}

function chooseSource({ sources }: Observed, step: Step | null): SourceEvent | null {
  if (step !== null) {
    const name = step.event.name.slice(0, 40);
    const fits = sources.find(({ excerpt }) =>
      excerpt.some(({ marked, text }) => marked && name !== '' && text.includes(name)),
    );
    if (fits !== undefined) return fits;
  }
  return sources[0] ?? null;
}

function exitCodeOf(step: Step | null, error: ErrorEvent | null, services: readonly Service[]): number | undefined {
  const ofStep = step?.errors.find(({ exitCode }) => exitCode !== undefined)?.exitCode;
  return (
    ofStep ?? error?.exitCode ?? services.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0)?.exitCode
  );
}

function troubled({ services }: Observed): readonly Service[] {
  return [...services.values()]
    .filter(({ state, exitCode }) => BAD_STATES.has(state) || (exitCode !== undefined && exitCode !== 0))
    .toSorted((a, b) => a.stateLine - b.stateLine);
}

/** The log says so, and nothing failed after it; that a pull went well excuses no failure before it. */
function saysSucceeded({ ends, errors, steps }: Observed, troubles: readonly Service[]): boolean {
  const last = ends.at(-1);
  if (last?.outcome !== 'succeeded') return false;
  const after = last.of === 'transfer' ? -1 : last.line;
  return (
    !errors.some(({ line }) => line > after) &&
    ![...steps.values()].some(({ status, endLine }) => status === 'error' && endLine > after) &&
    !troubles.some(({ stateLine }) => stateLine > after)
  );
}

/** An engine's log and nothing else, with errors in it. A client that asked for what is not there is no failure. */
function onlyEngineErrors({ daemon, steps, services, unknown }: Observed): boolean {
  if (steps.size > 0 || services.size > 0 || unknown.total > 0) return false;
  return daemon.some(
    ({ level, text }) => level !== 'warning' && !/No such (?:image|container|volume|network|exec)/i.test(text),
  );
}

function allEndedWell({ steps, services }: Observed): boolean {
  const all = [...steps.values()];
  if (all.length > 0) {
    const exported = all.some(
      ({ event, status }) => /^(?:exporting to |naming to )/.test(event.name) && status === 'done',
    );
    return exported || (all.every(({ status }) => status === 'done' || status === 'cached') && all.length > 1);
  }
  const named = [...services.values()].filter(({ state }) => state !== '');
  if (named.length > 0 && named.every(({ state }) => state === 'healthy')) {
    return [...services.values()].every(({ output }) => output.lines.every(({ text }) => telling(text) < COMPLAINT));
  }
  // Containers that were started and then spoke may still be failing: their output decides, not the word `started`.
  if ([...services.values()].some(({ output }) => output.total > 0)) return false;
  const states = [...services.values()].map(({ state }) => state).filter((state) => state !== '');
  return (
    states.length > 0 &&
    states.every((state) =>
      ['started', 'healthy', 'running', 'created', 'removed', 'stopped', 'exited'].includes(state),
    )
  );
}
