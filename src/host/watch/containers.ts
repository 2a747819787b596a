import type { EngineOptions } from '../engine/endpoint.ts';
import type { ContainerWatch, KeptContainers } from './container-watch.ts';

/** The command begins first; what happens meanwhile the engine still remembers. */
const LATER = 50;

export const NOTHING_KEPT: KeptContainers = { events: [], checks: new Map(), limits: [] };

/** Follows the containers of an engine until it is stopped, on the side: nothing of it is waited for. */
export function watchContainers(options: EngineOptions): { stop(): KeptContainers } {
  const began = Date.now();
  let watching: ContainerWatch | null = null;
  let isStopped = false;
  const begin = async (): Promise<void> => {
    const { ContainerWatch } = await import('./container-watch.ts');
    if (!isStopped) watching = new ContainerWatch(options, began);
  };
  const timer = setTimeout(() => void begin(), LATER).unref();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return watching?.stop() ?? NOTHING_KEPT;
    },
  };
}
