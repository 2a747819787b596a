import type { Host, Seen } from '#core/model/probe.ts';

import type { EngineDoor } from './engine/open.ts';
import type { Machine } from './machine/machine.ts';
import type { Tokens } from './tokens.ts';

/** What probes may use. Each part is narrow, so that a test can pass its own. */
export interface World {
  /** The project's folder, absolute; null where no project was named. */
  readonly project: string | null;
  readonly readText: (path: string) => Promise<Seen<string>>;
  /** Other probes, with their memo and time limits. */
  readonly ask: Host['ask'];
  /** The machine drydock runs on; it starts no programs where the host was opened for files alone. */
  readonly machine: Machine;
  /** Is the machine asked at all (`--no-engine`, a log from elsewhere)? */
  readonly isMachineAsked: boolean;
  /** Values of variables leave the host as tokens only. */
  readonly token: Tokens;
  /** May registries be asked (`--online`)? */
  readonly isOnline: boolean;
  /** Null where the engine is not to be asked. */
  readonly engine: EngineDoor | null;
}
