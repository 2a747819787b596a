const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
// buildkit util/progress/progressui: `ID[ CURRENT[ / TOTAL]][ SECONDSs][ done]`
const STATUS =
  /^(\S.{0,300}?)(?::? (\d+(?:\.\d+)?)([kMGT]?B)(?: \/ \d+(?:\.\d+)?[kMGT]?B)?)?(?: {1,200}(\d+(?:\.\d+)?)s)?(?: done)?$/s;

const MAX_STATUS = 400;

export interface StatusLine {
  readonly name: string;
  readonly bytes?: number;
  readonly seconds?: number;
}

/** A line of progress inside a step: `transferring context: 1.20GB 8.1s done`, `exporting layers 12.0s`. */
export function statusOf(text: string): StatusLine | null {
  const found = text.length > MAX_STATUS ? null : STATUS.exec(text);
  if (found === null) return null;
  const [, name = '', amount, unit = 'B', seconds] = found;
  return {
    name: name.replace(/:$/, ''),
    ...(amount !== undefined && { bytes: Math.round(Number(amount) * (UNITS[unit] ?? 1)) }),
    ...(seconds !== undefined && { seconds: Number(seconds) }),
  };
}
