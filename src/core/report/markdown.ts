import type { JobTable } from '../model/memory.ts';
import type { Diagnosis, Failure, Finding } from '../model/diagnosis.ts';
import type { Remedy, Step } from '../model/remedy.ts';
import type { Lang, Text } from '../model/text.ts';
import { chainOf, type ChainNode } from './chain.ts';
import { code, escape, fence } from './markup.ts';
import type { Reporter } from './report.ts';
import { shellText } from './shell.ts';
import { jobRows, pathRows, savingText, timingSummary } from './timing.ts';
import { OUTCOME_WORDS, PLATFORM_WORDS, RETRY_WORDS, RISK_WORDS, VERDICT_WORDS, WORDS } from './words.ts';

/** An incident report: where, the error, the cause, the steps, what it means. Log text stands only in fences, where it is no markup. */
export const markdown: Reporter = (diagnosis, { lang, version }) => {
  const say = (text: Text): string => text[lang];
  const title =
    diagnosis.root?.headline ?? (diagnosis.failure === null ? OUTCOME_WORDS[diagnosis.outcome] : WORDS.unknownCause);
  const parts = [`# ${say(WORDS.reportTitle)}: ${escape(say(title))}`];
  if (diagnosis.notes.length > 0) parts.push(diagnosis.notes.map((text) => escape(say(text))).join('\n\n'));
  if (diagnosis.failure !== null) {
    parts.push(...where(diagnosis.failure, lang), ...cause(diagnosis, lang));
    parts.push(
      ...consequences(diagnosis.consequences, lang),
      ...list(WORDS.alternatives, diagnosis.alternatives, lang),
    );
    parts.push(`## ${say(WORDS.retry)}`, say(RETRY_WORDS[diagnosis.retry]));
  }
  parts.push(...jobsPart(diagnosis.jobs, lang), ...timingPart(diagnosis, lang), ...warnings(diagnosis.warnings, lang));
  if (diagnosis.limits.length > 0)
    parts.push(`## ${say(WORDS.limits)}`, diagnosis.limits.map((text) => `- ${say(text)}`).join('\n'));
  parts.push(`---\n\ndrydock ${version}`);
  return `${parts.join('\n\n')}\n`;
};

export function jobsPart(jobs: JobTable | undefined, lang: Lang): string[] {
  if (jobs === undefined) return [];
  const [head = [], ...rows] = jobRows(jobs, lang).map((row) => row.map(escape));
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  const own = jobs.recommended === undefined ? '' : ` ${WORDS.recommended[lang]}: ${jobs.recommended}`;
  return [`## ${WORDS.jobs[lang]}`, table, `${escape(WORDS.measuredMark[lang])}. ${escape(jobs.says[lang])}${own}`];
}

function timingPart({ timing }: Diagnosis, lang: Lang): string[] {
  if (timing === undefined || timing === null) return [];
  const parts = [
    `## ${WORDS.timing[lang]}`,
    escape(timingSummary(timing, lang)),
    `### ${WORDS.path[lang]}`,
    fence(pathRows(timing, lang).join('\n')),
  ];
  if (timing.advice.length === 0) return parts;
  const advice = timing.advice.map((one, index) => {
    const place = one.line === undefined ? '' : ` (Dockerfile:${one.line})`;
    return `${index + 1}. **${escape(one.headline[lang])}**${place}: ${escape(savingText(one, lang))}\n\n   ${escape(one.todo[lang])}`;
  });
  return [...parts, `### ${WORDS.slow[lang]}`, advice.join('\n\n')];
}

function where({ where: place, exitCode, source, excerpt }: Failure, lang: Lang): string[] {
  const rows: readonly (readonly [Text, string | undefined])[] = [
    [WORDS.service, place.service],
    [WORDS.step, place.step],
    [
      { en: 'Dockerfile', zh: 'Dockerfile' },
      place.dockerfile === undefined
        ? undefined
        : `${place.dockerfile}${place.line === undefined ? '' : `:${place.line}`}`,
    ],
    [WORDS.exitCode, exitCode === undefined ? undefined : String(exitCode)],
  ];
  const facts = rows.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name[lang]}: ${code(value)}`]));
  const parts = [`## ${WORDS.where[lang]}`];
  if (facts.length > 0) parts.push(facts.join('\n'));
  if (source.length > 0) {
    parts.push(
      fence(
        source
          .map(({ line, text, marked }) => `${marked ? '>' : ' '} ${String(line).padStart(4)} | ${text}`)
          .join('\n'),
      ),
    );
  }
  if (excerpt.length > 0) {
    parts.push(
      `## ${WORDS.errorText[lang]}`,
      fence(excerpt.map(({ line, text }) => `${String(line).padStart(6)} | ${text}`).join('\n')),
    );
  }
  return parts;
}

function cause({ root }: Diagnosis, lang: Lang): string[] {
  if (root === null)
    return [
      `## ${WORDS.cause[lang]}`,
      `${WORDS.unknownCause[lang]}${lang === 'zh' ? '。' : '. '}${WORDS.unknownAdvice[lang]}`,
    ];
  const verdict = `\`${root.condition}\` · ${VERDICT_WORDS[root.verdict][lang]} · ${WORDS.confidence[lang]} ${Math.round(root.confidence * 100)} %`;
  const parts = [`## ${WORDS.cause[lang]}`, `${escape(root.headline[lang])}\n\n${verdict}`, `### ${WORDS.proof[lang]}`];
  parts.push(
    root.evidence
      .map(({ says, text, line, where: at, from }) => {
        const sign = { for: '✓', against: '✗', 'could-not-look': '?' }[says];
        return `- ${sign} ${line === undefined ? (at ?? from) : `${WORDS.logLine[lang]} ${line}`}: ${line === undefined ? escape(text[lang]) : code(text[lang])}`;
      })
      .join('\n'),
  );
  if (root.remedies.length > 0)
    parts.push(`## ${WORDS.steps[lang]}`, ...root.remedies.map((remedy, index) => remedyPart(remedy, index + 1, lang)));
  parts.push(`## ${WORDS.meaning[lang]}`, escape(root.why[lang]));
  return parts;
}

/** A remedy as a numbered item. */
export function remedyPart({ title, risk, steps, loses }: Remedy, number: number, lang: Lang): string {
  const head = `${number}. **${escape(title[lang])}** (${WORDS.risk[lang]}: ${RISK_WORDS[risk][lang]})`;
  const lost = loses === undefined ? [] : [`   ${WORDS.loses[lang]}: ${escape(loses[lang])}`];
  return [head, ...lost, ...steps.map((step) => indent(stepPart(step, lang)))].join('\n\n');
}

function stepPart(step: Step, lang: Lang): string {
  const on = step.on === undefined ? '' : `*${PLATFORM_WORDS[step.on][lang]}:* `;
  const note = step.note === undefined ? '' : `\n\n${escape(step.note[lang])}`;
  switch (step.kind) {
    case 'command':
    case 'shell': {
      const { bash, powershell } = shellText(step);
      const other = powershell === bash ? '' : `\n\n${fence(powershell, 'powershell')}`;
      return `${on === '' ? '' : `${on}\n\n`}${fence(bash, 'bash')}${other}${note}`;
    }
    case 'edit': {
      const rows = [...prefixed('- ', step.before), ...prefixed('+ ', step.after)];
      return `${on}${WORDS.edit[lang]} ${code(step.file)}: ${escape(step.change[lang])}${rows.length === 0 ? '' : `\n\n${fence(rows.join('\n'), 'diff')}`}${note}`;
    }
    case 'action':
    case 'rerun':
    case 'advice':
      return `${on}${escape(step.text[lang])}${note}`;
  }
}

function consequences(findings: readonly Finding[], lang: Lang): string[] {
  if (findings.length === 0) return [];
  const { tree, rest } = chainOf(findings);
  const rows = [...tree.flatMap((node) => nodeRows(node, lang, '')), ...rest.map((one) => row(one, lang))];
  return [`## ${WORDS.consequences[lang]}`, rows.join('\n')];
}

/** A list within a list for each service that needs the one above it. */
function nodeRows({ how, findings, above }: ChainNode, lang: Lang, indent: string): string[] {
  const inner = `${indent}  `;
  return [
    `${indent}- ${escape(how[lang])}`,
    ...findings.map((one) => `${inner}${row(one, lang)}`),
    ...above.flatMap((node) => nodeRows(node, lang, inner)),
  ];
}

function row({ condition, headline, independent }: Finding, lang: Lang): string {
  const alone = independent === undefined ? '' : `${lang === 'zh' ? '。' : '. '}${escape(independent[lang])}`;
  return `- \`${condition}\`: ${escape(headline[lang])}${alone}`;
}

function list(title: Text, findings: readonly Finding[], lang: Lang): string[] {
  if (findings.length === 0) return [];
  return [`## ${title[lang]}`, findings.map((one) => row(one, lang)).join('\n')];
}

function warnings(findings: readonly Finding[], lang: Lang): string[] {
  return findings.flatMap((one) => [
    `## ${WORDS.warning[lang]}: ${escape(one.headline[lang])}`,
    escape(one.why[lang]),
    ...one.remedies.slice(0, 1).map((remedy) => remedyPart(remedy, 1, lang)),
  ]);
}

function prefixed(sign: string, text: string | undefined): string[] {
  return text === undefined ? [] : text.split('\n').map((line) => sign + line);
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `   ${line}`))
    .join('\n');
}
