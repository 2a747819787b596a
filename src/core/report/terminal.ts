import type { Diagnosis, EvidenceItem, Failure, Finding } from '../model/diagnosis.ts';
import type { Text } from '../model/text.ts';
import type { Timing } from '../model/timing.ts';
import { chainOf, type ChainNode } from './chain.ts';
import { Page } from './page.ts';
import type { Reporter } from './report.ts';
import { pathRows, savingText, timingSummary } from './timing.ts';
import { OUTCOME_WORDS, RETRY_WORDS, VERDICT_WORDS, WORDS } from './words.ts';
import { widthOf, wrap } from './wrap.ts';

const MAX_ROWS = 4;
const MAX_REMEDIES = 4;

/** For people: what, where with the source line, why, proof, what to do. At most `columns` wide, except source and commands. */
export const terminal: Reporter = (diagnosis, options) => new DiagnosisPage(options).render(diagnosis);

class DiagnosisPage extends Page {
  render(diagnosis: Diagnosis): string {
    const { failure, root, alternatives, consequences, warnings, outcome, notes, limits } = diagnosis;
    for (const note of notes) this.wrapped(this.style('dim', note[this.lang]), '', '  ');
    if (failure === null) {
      if (this.options.brief !== true) this.line(this.style('bold', OUTCOME_WORDS[outcome][this.lang]));
    } else {
      this.#head(root);
      this.#where(failure, new Set(root?.evidence.map(({ line }) => line)));
      if (root !== null) this.#explain(root);
      this.#consequences(consequences, root);
      this.#list(WORDS.alternatives, alternatives, (one) => {
        const alone = one.independent === undefined ? '' : ` ${one.independent[this.lang]}`;
        return ` (${this.say(VERDICT_WORDS[one.verdict])})${alone}`;
      });
      this.section(WORDS.retry, RETRY_WORDS[diagnosis.retry][this.lang]);
    }
    if (diagnosis.jobs !== undefined) this.jobs(diagnosis.jobs);
    if (diagnosis.timing !== undefined && diagnosis.timing !== null) this.#timing(diagnosis.timing);
    for (const warning of warnings) this.#warning(warning);
    for (const limit of limits) this.section(WORDS.limits, limit[this.lang]);
    return this.text();
  }

  #timing(timing: Timing): void {
    this.section(WORDS.timing, timingSummary(timing, this.lang));
    if (this.options.brief !== true) {
      this.title(WORDS.path);
      for (const row of pathRows(timing, this.lang)) this.line(row);
    }
    if (timing.advice.length === 0) return;
    this.title(WORDS.slow);
    timing.advice.slice(0, MAX_REMEDIES).forEach((one, index) => {
      const place = one.line === undefined ? '' : ` (Dockerfile:${one.line})`;
      const head = `${this.style('bold', one.headline[this.lang])}${place}: ${savingText(one, this.lang)}`;
      this.wrapped(head, `  ${index + 1}. `, '     ');
      this.wrapped(one.todo[this.lang], '       ', '       ');
    });
  }

  #head(root: Finding | null): void {
    const label = this.style(
      'red',
      this.style('bold', `${this.say(WORDS.error)}${root === null ? '' : `[${root.condition}]`}`),
    );
    const verdict = root === null ? '' : this.style('dim', ` (${this.say(VERDICT_WORDS[root.verdict])})`);
    const what = root === null ? this.say(WORDS.unknownCause) : root.headline[this.lang];
    this.wrapped(`${label}: ${this.style('bold', what)}${verdict}`, '', '  ');
  }

  #where({ where, exitCode, source, excerpt }: Failure, proof: ReadonlySet<number | undefined>): void {
    const facts = [
      where.dockerfile === undefined
        ? undefined
        : `${where.dockerfile}${where.line === undefined ? '' : `:${where.line}`}`,
      where.service === undefined ? undefined : `${this.say(WORDS.service)} ${where.service}`,
      where.step === undefined ? undefined : `${this.say(WORDS.step)} ${shorten(where.step, 160)}`,
      exitCode === undefined ? undefined : `${this.say(WORDS.exitCode)} ${exitCode}`,
    ].filter((fact) => fact !== undefined);
    const gutter = Math.max(
      3,
      ...source.map(({ line }) => String(line).length),
      ...excerpt.map(({ line }) => String(line).length),
    );
    if (facts.length > 0) {
      const arrow = this.style('blue', `${' '.repeat(gutter - 1)}-->`);
      this.wrapped(facts.join(' · '), `${arrow} `, ' '.repeat(gutter + 3));
    }
    if (source.length > 0) {
      this.#bar(gutter);
      for (const { line, text, marked } of source) {
        const mark = marked ? this.style('red', '>') : ' ';
        this.line(
          `${this.style('blue', String(line).padStart(gutter))} ${this.style('blue', '|')} ${mark} ${text}`.trimEnd(),
        );
      }
      this.#bar(gutter);
    }
    if (excerpt.length === 0) return;
    this.line(`${' '.repeat(gutter)} ${this.style('blue', ':::')} ${this.style('dim', this.say(WORDS.log))}`);
    for (const { line, text } of excerpt) {
      const mark = proof.has(line) ? this.style('red', '>') : ' ';
      const rows = [...wrap(text, Math.max(20, this.options.columns - gutter - 5), { keepBlanks: true })];
      if (rows.length > MAX_ROWS) rows.splice(MAX_ROWS, rows.length, '…');
      rows.forEach((row, index) => {
        const number = index === 0 ? String(line) : '';
        this.line(
          `${this.style('blue', number.padStart(gutter))} ${this.style('blue', '|')} ${mark} ${index === 0 ? row : row.trimStart()}`.trimEnd(),
        );
      });
    }
  }

  #explain(root: Finding): void {
    this.section(WORDS.why, root.why[this.lang]);
    this.title(WORDS.proof);
    for (const item of root.evidence) this.#evidence(item);
    if (root.remedies.length === 0) return;
    this.title(WORDS.todo);
    root.remedies.slice(0, MAX_REMEDIES).forEach((remedy, index) => this.remedy(remedy, index + 1));
  }

  #evidence({ says, text, line, where, from }: EvidenceItem): void {
    const sign = {
      for: this.style('green', '+'),
      against: this.style('red', '-'),
      'could-not-look': this.style('yellow', '?'),
    }[says];
    const place = line === undefined ? (where ?? from) : `${this.say(WORDS.logLine)} ${line}`;
    const word = says === 'could-not-look' ? `${this.say(WORDS.couldNotLook)}: ` : '';
    const shown =
      line === undefined ? text[this.lang] : shorten(text[this.lang], this.options.columns - widthOf(place) - 8);
    this.wrapped(`${this.style('dim', `${place}:`)} ${word}${shown}`, `  ${sign} `, '    ');
  }

  #consequences(consequences: readonly Finding[], root: Finding | null): void {
    if (consequences.length === 0) return;
    const tail = ({ because }: Finding): string =>
      because === root?.condition ? '' : ` (${this.say(WORDS.because)} ${because})`;
    const { tree, rest } = chainOf(consequences);
    this.title(WORDS.consequences);
    for (const node of tree) this.#node(node, tail, 1);
    for (const one of rest) this.wrapped(`${one.condition}: ${one.headline[this.lang]}${tail(one)}`, '  - ', '    ');
  }

  #node({ how, findings, above }: ChainNode, tail: (one: Finding) => string, depth: number): void {
    const indent = '  '.repeat(depth);
    this.wrapped(how[this.lang], `${indent}- `, `${indent}  `);
    for (const one of findings) {
      const text = `${one.condition}: ${one.headline[this.lang]}${tail(one)}`;
      this.wrapped(this.style('dim', text), `${indent}  `, `${indent}  `);
    }
    for (const one of above) this.#node(one, tail, depth + 1);
  }

  #list(title: Text, findings: readonly Finding[], tail: (one: Finding) => string): void {
    if (findings.length === 0) return;
    this.title(title);
    for (const one of findings)
      this.wrapped(`${one.condition}: ${one.headline[this.lang]}${tail(one)}`, '  - ', '    ');
  }

  #warning({ condition, headline, remedies }: Finding): void {
    this.line('');
    this.wrapped(
      `${this.style('yellow', `${this.say(WORDS.warning)}[${condition}]`)}: ${headline[this.lang]}`,
      '',
      '  ',
    );
    const first = remedies[0];
    if (first !== undefined) this.remedy(first, 1);
  }

  #bar(gutter: number): void {
    this.line(`${' '.repeat(gutter)} ${this.style('blue', '|')}`);
  }
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
