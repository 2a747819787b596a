import { kindOf, type Check, type Prediction } from '../model/check.ts';
import type { Text } from '../model/text.ts';
import { Page, type Style } from './page.ts';
import type { CheckReporter } from './report.ts';
import { CHECK_WORDS, KIND_WORDS, WORDS } from './words.ts';

const STYLES: Record<ReturnType<typeof kindOf>, Style> = { certain: 'red', likely: 'yellow', note: 'cyan' };

/** For people: what will fail and where, what was seen, and the first thing to do; then what could not be looked at. */
export const terminal: CheckReporter = (check, options) => new CheckPage(options).render(check);

class CheckPage extends Page {
  render({ findings, jobs, unseen }: Check): string {
    for (const one of findings) this.#finding(one);
    this.line(this.style('bold', summary(findings)[this.lang]));
    if (jobs !== undefined) this.jobs(jobs);
    if (unseen.length > 0) this.title(WORDS.limits);
    for (const { probes, why } of unseen) {
      const asked = probes.length === 0 ? '' : ` (${probes.join(', ')})`;
      this.wrapped(`${why[this.lang]}${asked}`, '  ? ', '    ');
    }
    return this.text();
  }

  #finding(one: Prediction): void {
    const kind = kindOf(one);
    const label = this.style(STYLES[kind], this.style('bold', `${this.say(KIND_WORDS[kind])}[${one.condition}]`));
    this.wrapped(`${label}: ${this.style('bold', one.headline[this.lang])}`, '', '  ');
    const place = placeOf(one);
    const service = one.service === undefined ? undefined : `${this.say(WORDS.service)} ${one.service}`;
    const where = [place, service].filter((part) => part !== undefined).join(' · ');
    if (where !== '') this.line(`  ${this.style('blue', '-->')} ${where}`);
    this.wrapped(one.tells[this.lang], '      ', '      ');
    const change = one.remedies.find(({ risk }) => risk !== 'read') ?? one.remedies[0];
    if (change !== undefined) this.remedy(change, 1);
    this.line('');
  }
}

/** `compose.yaml:7`. */
export function placeOf({ file, line }: Prediction): string | undefined {
  if (file === undefined) return undefined;
  return line === undefined ? file : `${file}:${line}`;
}

/** One sentence over all. */
export function summary(findings: readonly Prediction[]): Text {
  const count = (kind: ReturnType<typeof kindOf>): number => findings.filter((one) => kindOf(one) === kind).length;
  const [certain, likely] = [count('certain'), count('likely')];
  if (certain + likely === 0) return CHECK_WORDS.nothing;
  return {
    en: `${certain} will fail, ${likely} likely to.`,
    zh: `${certain} 处必然失败，${likely} 处很可能失败。`,
  };
}
