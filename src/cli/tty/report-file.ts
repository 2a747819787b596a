import { rename, rm, writeFile } from 'node:fs/promises';

import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Reporter } from '#core/report/report.ts';
import { HostError } from '#host/files/host-error.ts';

import type { Invocation } from '../arguments.ts';
import { reportOptions } from './report-options.ts';

const REPORTERS: Record<string, () => Promise<Reporter>> = {
  text: async () => (await import('#core/report/terminal.ts')).terminal,
  json: async () => (await import('#core/report/json.ts')).json,
  markdown: async () => (await import('#core/report/markdown.ts')).markdown,
};

/** The reporter of `--format`; text where none was named. */
export function reporterFor(format: unknown): Promise<Reporter> {
  return (REPORTERS[String(format ?? 'text')] as () => Promise<Reporter>)();
}

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.json$/i, 'json'],
  [/\.(?:md|markdown)$/i, 'markdown'],
];

/** Writes the report in the format asked for, else the one its name ends with. Whole or not at all. */
export async function writeReport(file: string, diagnosis: Diagnosis, invocation: Invocation): Promise<void> {
  const format = invocation.values['format'] ?? ENDINGS.find(([ending]) => ending.test(file))?.[1];
  const report = await reporterFor(format);
  const text = report(diagnosis, { ...reportOptions(invocation), color: false });
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new HostError({ en: `${file} could not be written: ${code}.`, zh: `无法写入 ${file}：${code}。` });
  }
}
