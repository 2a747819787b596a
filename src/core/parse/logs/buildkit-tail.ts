import type { Emit, SourceEvent } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { peel } from '../peel.ts';
import type { LogFormat, LogParser } from './format.ts';
import { parseVertexName } from './vertex-name.ts';

const RULE = /^-{6}$/;
const SOURCE_RULE = '--------------------';
const SOURCE_HEADER = /^(\S.*):(\d+)$/;
// Compose prints a blank line after each: the file's name must then say what it is.
const DOCKERFILE_HEADER = /(?:^|[\\/.])(?:Dockerfile|Containerfile|docker-bake)[\w.-]*:\d+$/i;
const CHECKED = /^Check complete, (?:no warnings found|\d+ warnings? ha(?:s|ve) been found)/;
const SOURCE_ROW = /^ *(\d+) \| (>>>|   ) (.*)$/s;
const NAME = /^ > (.*?):?$/s;
// Relative time, with `#N ` before it in buildx 0.9 to 0.11.
const EXCERPT_ROW = /^(?:#\d+ )?(?:-?\d+(?:\.\d+)? )?(.*)$/s;
const FINAL =
  /^(?:(?:ERROR|Error|error): )?(?:buildx(?: bake)? failed with: (?:ERROR: )?)?(?:target [\w.-]+: |(?:failed to build|build failed|failed to execute bake): )*(?:failed to solve(?: with frontend [\w.-]+)?|failed to receive status|rpc error: code = \w+ desc = failed to solve[^:]*|failed to build|failed to run Build function): ./;
const CLIENT_FINAL = /^(?:ERROR|error): ./;
const DETAILS = /^View build details: /;
const WARNINGS = /^ *\d+ warnings? found/;
const RULE_WARNING = /^ - (\w+: .*?)(?: \(line (\d+)\))?$/s;
const PLAIN_WARNING = /^(?:WARNING|WARN): (.*)$/s;
const CHECK_WARNING = /^WARNING: (\w+) - https:\/\/docs\.docker\.com\/go\/dockerfile\/rule\//;

/** What buildx prints after the progress: step excerpts, source excerpts, warnings, the final error (buildkit display.go, buildx main.go). */
export const buildkitTail: LogFormat = {
  id: 'buildkit-tail',
  opens: ({ text }, previous) =>
    RULE.test(text) ||
    (text.length < 300 && DOCKERFILE_HEADER.test(text)) ||
    CHECKED.test(text) ||
    (text === SOURCE_RULE && SOURCE_HEADER.test(previous?.text ?? '')) ||
    FINAL.test(text) ||
    DETAILS.test(text) ||
    WARNINGS.test(text) ||
    CHECK_WARNING.test(text),
  start: (emit, region) => new TailParser(emit, region),
};

interface OpenSource {
  readonly line: number;
  readonly file: string;
  readonly sourceLine: number;
  readonly rows: SourceEvent['excerpt'][number][];
}

class TailParser implements LogParser {
  readonly #emit: Emit;
  readonly #region: string;
  #excerpt: { step: string | null } | null = null;
  #source: OpenSource | null = null;
  #inWarnings = false;
  #header = '';
  #check: { line: number; rule: string } | null = null;
  #count = 0;

  constructor(emit: Emit, region: string) {
    this.#emit = emit;
    this.#region = region;
  }

  take(line: Line, previous: Line | null): boolean {
    const { text } = line;
    if (this.#source !== null) return this.#sourceRow(text);
    if (this.#excerpt !== null) return this.#excerptRow(line);
    if (RULE.test(text)) {
      this.#excerpt = { step: null };
      return true;
    }
    if (text === SOURCE_RULE) {
      const header = SOURCE_HEADER.exec(previous?.text ?? '') ?? SOURCE_HEADER.exec(this.#header);
      this.#header = '';
      if (header === null) return false;
      this.#source = { line: line.number, file: header[1] as string, sourceLine: Number(header[2]), rows: [] };
      return true;
    }
    return this.#single(line);
  }

  end(): void {
    this.#flushSource();
  }

  #single(line: Line): boolean {
    const { text, number } = line;
    if (this.#check !== null && text !== '') {
      const { rule } = this.#check;
      this.#check = null;
      this.#emit({ kind: 'warning', line: number, text: `${rule}: ${text}` });
      return true;
    }
    if (FINAL.test(text) || CLIENT_FINAL.test(text)) {
      const { target, ...peeled } = peel(text);
      const service = target !== undefined ? { service: target } : {};
      this.#emit({ kind: 'error', line: number, from: 'build', ...peeled, ...service });
      return true;
    }
    if (WARNINGS.test(text)) {
      this.#inWarnings = true;
      return true;
    }
    const check = CHECK_WARNING.exec(text);
    if (check !== null) {
      this.#check = { line: number, rule: check[1] as string };
      return true;
    }
    const rule = this.#inWarnings ? RULE_WARNING.exec(text) : null;
    if (rule !== null) {
      const at = rule[2] !== undefined ? { sourceLine: Number(rule[2]) } : {};
      this.#emit({ kind: 'warning', line: number, text: rule[1] as string, ...at });
      return true;
    }
    const warning = PLAIN_WARNING.exec(text);
    if (warning !== null) {
      this.#emit({ kind: 'warning', line: number, text: warning[1] as string });
      return true;
    }
    if (CHECKED.test(text)) {
      this.#emit({ kind: 'end', line: number, outcome: 'succeeded' });
      return true;
    }
    if (SOURCE_HEADER.test(text)) {
      this.#header = text;
      return true;
    }
    return text === '' || DETAILS.test(text) || text.startsWith('Policy: ');
  }

  #excerptRow(line: Line): boolean {
    const excerpt = this.#excerpt as { step: string | null };
    const { text, number } = line;
    if (RULE.test(text)) {
      this.#excerpt = null;
      return true;
    }
    const name = excerpt.step === null || text.startsWith(' > [') ? NAME.exec(text) : null;
    if (name !== null) {
      excerpt.step = `${this.#region}.excerpt${this.#count++}`;
      const named = parseVertexName(name[1] as string, () => false);
      this.#emit({ kind: 'step', line: number, step: excerpt.step, repeats: true, ...named });
      this.#emit({ kind: 'step-end', line: number, step: excerpt.step, status: 'error' });
      return true;
    }
    if (excerpt.step === null) {
      // Six dashes that a program printed: not ours after all.
      this.#excerpt = null;
      return false;
    }
    const row = EXCERPT_ROW.exec(text);
    this.#emit({
      kind: 'output',
      line: number,
      by: 'step',
      step: excerpt.step,
      text: row?.[1] ?? text,
      repeat: true,
    });
    return true;
  }

  #sourceRow(text: string): boolean {
    const source = this.#source as OpenSource;
    if (text === SOURCE_RULE) {
      this.#flushSource();
      return true;
    }
    if (text === '') return true;
    const row = SOURCE_ROW.exec(text);
    if (row === null) {
      this.#flushSource();
      return false;
    }
    source.rows.push({ line: Number(row[1]), marked: row[2] === '>>>', text: row[3] as string });
    return true;
  }

  #flushSource(): void {
    if (this.#source === null) return;
    const { line, file, sourceLine, rows } = this.#source;
    this.#source = null;
    this.#emit({ kind: 'source', line, file, sourceLine, excerpt: rows });
  }
}
