import type { Diagnosis, EvidenceItem, Finding } from '../model/diagnosis.ts';
import type { JobTable } from '../model/memory.ts';
import type { TimedStep, Timing } from '../model/timing.ts';
import type { Remedy, Step } from '../model/remedy.ts';
import { riskOf } from '../model/steps.ts';
import type { Lang } from '../model/text.ts';
import type { Reporter } from './report.ts';
import { shellText } from './shell.ts';

/** One document, versioned; its schema is `schemas/diagnosis.schema.json`. Absent values are null, so the shape never changes. */
export const json: Reporter = (diagnosis, { lang, version }) =>
  `${JSON.stringify(document(diagnosis, lang, version), null, 2)}\n`;

function document(diagnosis: Diagnosis, lang: Lang, version: string): unknown {
  const { outcome, failure, root, alternatives, consequences, warnings, retry, notes, limits, input } = diagnosis;
  return {
    schemaVersion: 1,
    tool: { name: 'drydock', version },
    outcome,
    failure:
      failure === null
        ? null
        : {
            where: {
              step: failure.where.step ?? null,
              instruction: failure.where.instruction ?? null,
              stage: failure.where.stage ?? null,
              target: failure.where.target ?? null,
              dockerfile: failure.where.dockerfile ?? null,
              line: failure.where.line ?? null,
              service: failure.where.service ?? null,
            },
            exitCode: failure.exitCode ?? null,
            source: failure.source,
            excerpt: failure.excerpt,
          },
    root: root === null ? null : finding(root, lang),
    alternatives: alternatives.map((one) => finding(one, lang)),
    consequences: consequences.map((one) => finding(one, lang)),
    warnings: warnings.map((one) => finding(one, lang)),
    retry,
    ...(diagnosis.timing !== undefined && { timing: timingOf(diagnosis.timing, lang) }),
    ...(diagnosis.jobs !== undefined && { jobs: jobsOf(diagnosis.jobs, lang) }),
    notes: notes.map((text) => text[lang]),
    limits: limits.map((text) => text[lang]),
    input,
  };
}

function timingOf(timing: Timing | null, lang: Lang): unknown {
  if (timing === null) return null;
  return {
    ...timing,
    path: timing.path.map(timedStep),
    steps: timing.steps.map(timedStep),
    advice: timing.advice.map(({ headline, todo, instruction, line, ...rest }) => ({
      ...rest,
      headline: headline[lang],
      todo: todo[lang],
      instruction: instruction ?? null,
      line: line ?? null,
    })),
  };
}

function timedStep({ name, kind, seconds, stage, platform, isCached }: TimedStep): unknown {
  return {
    name,
    kind,
    seconds,
    stage: stage ?? null,
    platform: platform ?? null,
    cached: isCached,
  };
}

export function jobsOf({ says, recommended, step, basis, rows }: JobTable, lang: Lang): unknown {
  return {
    basis,
    step: step ?? null,
    recommended: recommended ?? null,
    says: says[lang],
    rows: rows.map(({ jobs, peak, seconds, memory, isMeasured }) => ({
      jobs,
      peak,
      seconds: seconds ?? null,
      memory,
      measured: isMeasured,
    })),
  };
}

function finding(one: Finding, lang: Lang): unknown {
  return {
    condition: one.condition,
    stage: one.stage,
    verdict: one.verdict,
    confidence: one.confidence,
    title: one.title[lang],
    headline: one.headline[lang],
    why: one.why[lang],
    service: one.service ?? null,
    ...(one.because !== undefined && { because: one.because }),
    ...(one.hangs !== undefined && { hangs: { needs: one.hangs.needs ?? null, how: one.hangs.how[lang] } }),
    ...(one.independent !== undefined && { independent: one.independent[lang] }),
    evidence: one.evidence.map((item) => evidence(item, lang)),
    remedies: one.remedies.map((remedy) => remedyOf(remedy, lang)),
    retry: one.retry,
    sources: one.sources,
  };
}

function evidence({ from, says, text, line, where }: EvidenceItem, lang: Lang): unknown {
  return { from, says, text: text[lang], line: line ?? null, where: where ?? null };
}

/** A remedy as every document shows it. */
export function remedyOf({ id, title, risk, steps, loses }: Remedy, lang: Lang): unknown {
  return { id, title: title[lang], risk, loses: loses?.[lang] ?? null, steps: steps.map((step) => stepOf(step, lang)) };
}

function stepOf(step: Step, lang: Lang): unknown {
  const common = { kind: step.kind, risk: riskOf(step), on: step.on ?? null, note: step.note?.[lang] ?? null };
  switch (step.kind) {
    case 'command':
      return { ...common, argv: step.argv, env: step.env ?? {}, commands: shellText(step) };
    case 'shell':
      return { ...common, commands: shellText(step) };
    case 'edit':
      return {
        ...common,
        file: step.file,
        change: step.change[lang],
        before: step.before ?? null,
        after: step.after ?? null,
      };
    case 'action':
      return { ...common, action: step.does.name, text: step.text[lang] };
    case 'rerun':
      return { ...common, option: step.with.option[0] ?? '', value: step.with.value, text: step.text[lang] };
    case 'advice':
      return { ...common, text: step.text[lang] };
  }
}
