import type { Seen } from '#core/model/probe.ts';

/** What probes may use. Each part is narrow, so that a test can pass its own. */
export interface World {
  /** The project's folder, absolute; null where no project was named. */
  readonly project: string | null;
  readonly readText: (path: string) => Promise<Seen<string>>;
}
