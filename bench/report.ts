/** One thing measured, and what it is held to. */
export interface Row {
  readonly what: string;
  /** The figure as it is printed, with its unit. */
  readonly figure: string;
  /** The number that the gate is about; null where it could not be measured. */
  readonly value: number | null;
  readonly gate?: { readonly least: number } | { readonly most: number };
  /** Why there is no figure. */
  readonly skipped?: string;
}

export function passes({ value, gate }: Row): boolean {
  if (gate === undefined || value === null) return true;
  return 'least' in gate ? value >= gate.least : value <= gate.most;
}

export function table(rows: readonly Row[]): string {
  const body = rows.map((row) => `| ${row.what} | ${row.figure} | ${gateText(row)} | ${verdict(row)} |`);
  return ['| what | measured | gate | |', '|---|---|---|---|', ...body].join('\n');
}

function gateText({ gate }: Row): string {
  if (gate === undefined) return '';
  return 'least' in gate ? `≥ ${gate.least}` : `≤ ${gate.most}`;
}

function verdict(row: Row): string {
  if (row.skipped !== undefined) return `skipped: ${row.skipped}`;
  if (row.gate === undefined) return '';
  return passes(row) ? 'met' : '**missed**';
}

export function ratio(what: string, value: number | null, gate?: Row['gate'], skipped = 'could not be measured'): Row {
  const whole = { what, value, ...(gate !== undefined && { gate }) };
  return value === null ? { ...whole, figure: '–', skipped } : { ...whole, figure: `${value.toPrecision(3)} ×` };
}

export function amount(what: string, value: number | null, unit: string, gate?: Row['gate']): Row {
  const whole = { what, value, ...(gate !== undefined && { gate }) };
  return value === null
    ? { ...whole, figure: '–', skipped: 'could not be measured' }
    : { ...whole, figure: `${value.toFixed(value < 10 ? 1 : 0)} ${unit}` };
}
