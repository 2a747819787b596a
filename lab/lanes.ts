import { Engine } from './engine/engine.ts';
import { VERSIONS, type Version } from './engine/versions.ts';
import type { Fault } from './fault.ts';
import type { ImageName } from './images/images.ts';
import type { Run } from './machine/state.ts';

/** On two processors three were slower: stacks that start beside each other miss the time limits of their own health checks. */
const LANES = 2;

export interface Task {
  readonly stage: string;
  readonly fault: Fault;
  readonly version: Version;
  /** In the suite: its capture is made and replayed, too. */
  readonly isCaptured?: boolean;
}

/** Where a task is done. */
export interface Place {
  readonly run: Run;
  /** Tells the engines of one lane from those of another. */
  readonly name: string;
  /** An engine that the tasks of a lane share, opened when the first of them wants it. */
  readonly shared: () => Promise<Engine>;
}

/** Says whether the shared engine is still fit for the next task. */
export type Work = (task: Task, place: Place) => Promise<{ readonly fit: boolean }>;

/** Does all tasks, two at a time, one engine version after the other. */
export async function inLanes(run: Run, tasks: readonly Task[], work: Work): Promise<void> {
  for (const version of VERSIONS) {
    const left = tasks.filter((task) => task.version === version);
    const engines = new Set<Engine>();
    const images = imagesOf(left);
    const lanes = Array.from({ length: Math.min(LANES, left.length) }, (_, lane) =>
      runLane({ run, name: `lane${lane}`, version, images, left, engines, work }),
    );
    await Promise.all(lanes);
  }
}

/** Does one task with nothing beside it, on an engine that no other has touched. */
export async function alone(run: Run, task: Task, work: Work): Promise<void> {
  const left = [task];
  await runLane({ run, name: 'alone', version: task.version, images: imagesOf(left), left, engines: new Set(), work });
}

interface Lane {
  readonly run: Run;
  readonly name: string;
  readonly version: Version;
  /** What the tasks want of a shared engine. */
  readonly images: readonly ImageName[];
  /** Shared by the lanes, which take from it. */
  readonly left: Task[];
  /** The shared engines of all lanes. */
  readonly engines: Set<Engine>;
  readonly work: Work;
}

async function runLane({ run, name, version, images, left, engines, work }: Lane): Promise<void> {
  let engine: Engine | null = null;
  const shared = async (): Promise<Engine> => {
    engine ??= await Engine.open(run, `${name}-${version}`, version, {}, images);
    engines.add(engine);
    return engine;
  };
  const close = async (): Promise<void> => {
    if (engine === null) return;
    engines.delete(engine);
    await engine.close();
    engine = null;
  };
  for (let task = take(left, engine, engines); task !== undefined; task = take(left, engine, engines)) {
    const { fit } = await work(task, { run, name, shared });
    if (!fit) await close();
  }
  await close();
}

function imagesOf(tasks: readonly Task[]): readonly ImageName[] {
  const sharing = tasks.filter(({ fault }) => fault.engine === undefined);
  return [...new Set(sharing.flatMap(({ fault: { images = ['busybox'] } }) => images))];
}

/** Loading an image costs more than most faults: first what needs none, then what no other lane has loaded. */
function take(left: Task[], engine: Engine | null, engines: ReadonlySet<Engine>): Task | undefined {
  const price = (image: ImageName): number => {
    if (engine?.has(image) === true) return 0;
    return [...engines].some((other) => other.has(image)) ? 1.5 : 1;
  };
  const cost = ({ fault: { images = [], engine: own } }: Task): number =>
    own === undefined ? images.reduce((sum, image) => sum + price(image), 0) : 1;
  const best = left.reduce((best, task, index) => (cost(task) < cost(left[best] ?? task) ? index : best), 0);
  return left.splice(best, 1)[0];
}
