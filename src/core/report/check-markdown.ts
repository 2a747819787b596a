import { kindOf, type Prediction } from '../model/check.ts';
import type { Lang } from '../model/text.ts';
import { placeOf, summary } from './check-terminal.ts';
import { jobsPart, remedyPart } from './markdown.ts';
import { code, escape } from './markup.ts';
import type { CheckReporter } from './report.ts';
import { CHECK_WORDS, KIND_WORDS, WORDS } from './words.ts';

/** A list of findings, each with all of its remedies. */
export const markdown: CheckReporter = ({ findings, jobs, unseen }, { lang, version }) => {
  const parts = [
    `# ${CHECK_WORDS.title[lang]}`,
    summary(findings)[lang],
    ...findings.flatMap((one) => finding(one, lang)),
    ...jobsPart(jobs, lang),
  ];
  if (unseen.length > 0) {
    const lines = unseen.map(({ probes, why }) => {
      const asked = probes.length === 0 ? '' : ` (${probes.map(code).join(', ')})`;
      return `- ${escape(why[lang])}${asked}`;
    });
    parts.push(`## ${WORDS.limits[lang]}`, lines.join('\n'));
  }
  parts.push(`---\n\ndrydock ${version}`);
  return `${parts.join('\n\n')}\n`;
};

function finding(one: Prediction, lang: Lang): string[] {
  const facts = [
    `\`${one.condition}\``,
    placeOf(one),
    one.service === undefined ? undefined : `${WORDS.service[lang]} ${one.service}`,
  ];
  const [id, ...places] = facts.filter((fact) => fact !== undefined);
  return [
    `## ${KIND_WORDS[kindOf(one)][lang]}: ${escape(one.headline[lang])}`,
    [id, ...places.map(code)].join(' · '),
    escape(one.tells[lang]),
    escape(one.why[lang]),
    ...one.remedies.map((remedy, index) => remedyPart(remedy, index + 1, lang)),
  ];
}
