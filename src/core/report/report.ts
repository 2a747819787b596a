import type { Check } from '../model/check.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Lang } from '../model/text.ts';

export interface ReportOptions {
  readonly lang: Lang;
  /** Width of the page in columns. */
  readonly columns: number;
  readonly color: boolean;
  /** Whose commands a terminal shows; files and JSON carry both. */
  readonly shell: 'bash' | 'powershell';
  readonly version: string;
  /** After a success: only what is worth a glance. */
  readonly brief?: boolean;
}

/** Every reporter is one pure function; printing is somebody else's work. */
export type Reporter = (diagnosis: Diagnosis, options: ReportOptions) => string;

/** The same for what has not happened yet. */
export type CheckReporter = (check: Check, options: ReportOptions) => string;
