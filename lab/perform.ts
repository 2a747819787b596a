import { Bench, type Progress } from './bench.ts';
import { Engine } from './engine/engine.ts';
import type { Version } from './engine/versions.ts';
import type { Fault } from './fault.ts';
import type { Ran } from './machine/run.ts';
import type { Run } from './machine/state.ts';
import { Servers } from './registry/servers.ts';

export interface Performed {
  readonly ran: Ran;
  /** Whether the output shows what the fault is about. */
  readonly happened: boolean;
  readonly tries: number;
}

/** Called while the engine still stands as the fault has left it. */
export type Look = (bench: Bench, ran: Ran) => Promise<void>;

interface Performance {
  readonly fault: Fault;
  readonly version: Version;
  readonly run: Run;
  readonly name: string;
  /** An engine that faults may share; used where the fault asks for none of its own. */
  readonly shared: () => Promise<Engine>;
  readonly progress?: Progress;
  readonly beforeBuild?: (bench: Bench) => Promise<void>;
  readonly look?: Look;
}

/** Makes a fault happen, as often as it says it may need, and shows the result to `look`. */
export async function perform(performance: Performance): Promise<Performed> {
  const { attempts = 1 } = performance.fault;
  for (let tries = 1; ; tries++) {
    const performed = await performOnce(performance, tries);
    if (performed.happened || tries >= attempts) return performed;
  }
}

async function performOnce(performance: Performance, tries: number): Promise<Performed> {
  const { fault, version, run, name, shared, beforeBuild, look, progress } = performance;
  const { images = ['busybox'] } = fault;
  const own =
    fault.engine === undefined ? null : await Engine.open(run, `${name}-${fault.id}`, version, fault.engine, images);
  const engine = own ?? (await shared());
  try {
    if (own === null || fault.engine?.start !== false) await engine.need(images);
    const servers = fault.servers === true ? await Servers.start(engine) : null;
    const bench = new Bench({
      engine,
      servers,
      run: run.id,
      shows: fault.shows,
      ...(progress !== undefined && { progress }),
      ...(beforeBuild !== undefined && { beforeBuild }),
    });
    bench.files(fault.files ?? {});
    await fault.setUp?.(bench);
    bench.built = false;
    const ran = await fault.act(bench);
    const happened = fault.shows.test(ran.text);
    await look?.(bench, ran);
    await fault.cleanUp?.(bench);
    return { ran, happened, tries };
  } finally {
    if (own === null) await engine.reset();
    else await own.close();
  }
}
