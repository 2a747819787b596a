import { kindOf, type Check, type Prediction } from '../model/check.ts';
import type { Lang } from '../model/text.ts';
import { jobsOf, remedyOf } from './json.ts';
import type { CheckReporter } from './report.ts';

/** One document, versioned; its schema is `schemas/check.schema.json`. Absent values are null, so the shape never changes. */
export const json: CheckReporter = (check, { lang, version }) =>
  `${JSON.stringify(document(check, lang, version), null, 2)}\n`;

function document({ findings, jobs, looked, unseen }: Check, lang: Lang, version: string): unknown {
  return {
    schemaVersion: 1,
    tool: { name: 'drydock', version },
    findings: findings.map((one) => prediction(one, lang)),
    ...(jobs !== undefined && { jobs: jobsOf(jobs, lang) }),
    looked,
    unseen: unseen.map(({ probes, why }) => ({ probes, why: why[lang] })),
  };
}

function prediction(one: Prediction, lang: Lang): unknown {
  return {
    condition: one.condition,
    stage: one.stage,
    kind: kindOf(one),
    title: one.title[lang],
    headline: one.headline[lang],
    seen: one.tells[lang],
    why: one.why[lang],
    file: one.file ?? null,
    line: one.line ?? null,
    service: one.service ?? null,
    remedies: one.remedies.map((remedy) => remedyOf(remedy, lang)),
    retry: one.retry,
    sources: one.sources,
  };
}
