import type { JobTable } from '../model/memory.ts';
import type { Remedy, Risk, Step } from '../model/remedy.ts';
import type { Lang, Text } from '../model/text.ts';
import type { ReportOptions } from './report.ts';
import { shellText } from './shell.ts';
import { jobRows } from './timing.ts';
import { PLATFORM_WORDS, RISK_WORDS, WORDS } from './words.ts';
import { widthOf, wrap } from './wrap.ts';

const SGR = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', blue: '34', cyan: '36' } as const;
export type Style = keyof typeof SGR;

const RISK_STYLES: Record<Risk, Style> = {
  read: 'green',
  reversible: 'green',
  costly: 'yellow',
  disruptive: 'yellow',
  destructive: 'red',
};

/** A page for a terminal: at most `columns` wide, except source and commands. */
export class Page {
  protected readonly options: ReportOptions;
  protected readonly lang: Lang;
  readonly #out: string[] = [];

  constructor(options: ReportOptions) {
    this.options = options;
    this.lang = options.lang;
  }

  protected text(): string {
    return `${this.#out.join('\n')}\n`;
  }

  protected jobs(table: JobTable): void {
    this.title(WORDS.jobs);
    const rows = jobRows(table, this.lang);
    const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? '')))) ?? [];
    for (const row of rows) {
      const cells = row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))));
      this.line(`  ${cells.join('  ')}`.trimEnd());
    }
    const mark = table.rows.some(({ isMeasured }) => isMeasured) ? `${this.say(WORDS.measuredMark)}. ` : '';
    const own = table.recommended === undefined ? '' : ` ${this.say(WORDS.recommended)}: ${table.recommended}`;
    this.wrapped(`${mark}${table.says[this.lang]}${own}`, '  ', '  ');
  }

  protected remedy({ title, risk, steps, loses }: Remedy, number: number): void {
    const label = this.style(RISK_STYLES[risk], `[${this.say(RISK_WORDS[risk])}]`);
    this.wrapped(`${this.style('bold', title[this.lang])} ${label}`, `  ${number}. `, '     ');
    if (loses !== undefined) this.wrapped(`${this.say(WORDS.loses)}: ${loses[this.lang]}`, '     ', '     ');
    for (const step of steps) this.#step(step);
  }

  #step(step: Step): void {
    const on = step.on === undefined ? '' : this.style('dim', `(${this.say(PLATFORM_WORDS[step.on])}) `);
    switch (step.kind) {
      case 'command':
      case 'shell':
        for (const line of shellText(step)[this.options.shell].split('\n'))
          this.line(`       ${on}${this.style('cyan', `$ ${line}`)}`);
        break;
      case 'edit':
        this.wrapped(
          `${on}${this.say(WORDS.edit)} ${this.style('cyan', step.file)}: ${step.change[this.lang]}`,
          '       ',
          '       ',
        );
        for (const line of (step.before ?? '').split('\n'))
          if (line !== '') this.line(`         ${this.style('red', `- ${line}`)}`);
        for (const line of (step.after ?? '').split('\n'))
          if (line !== '') this.line(`         ${this.style('green', `+ ${line}`)}`);
        break;
      case 'action':
      case 'rerun':
      case 'advice':
        this.wrapped(`${on}${step.text[this.lang]}`, '       ', '       ');
        break;
    }
    if (step.note !== undefined) this.wrapped(this.style('dim', step.note[this.lang]), '         ', '         ');
  }

  protected section(title: Text, text: string): void {
    this.title(title);
    this.wrapped(text, '  ', '  ');
  }

  protected title(title: Text): void {
    this.line('');
    this.line(this.style('bold', this.say(title)));
  }

  protected wrapped(text: string, first: string, rest: string): void {
    const width = Math.max(20, this.options.columns - rest.length);
    wrap(text, width).forEach((line, index) => this.line(`${index === 0 ? first : rest}${line}`.trimEnd()));
  }

  protected say(text: Text): string {
    return text[this.lang];
  }

  protected style(style: Style, text: string): string {
    return this.options.color ? `\u001b[${SGR[style]}m${text}\u001b[0m` : text;
  }

  protected line(text: string): void {
    this.#out.push(text);
  }
}
