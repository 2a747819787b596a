import type { ContainerHealth } from '#core/model/probes/engine.ts';

export type Check = ContainerHealth['log'][number];

const MAX_CHECKS = 200;
/** Characters of all outputs of one container. */
const MAX_OUTPUT = 256 * 1024;

/** What the health check of one container printed, in bounded memory: the first and the last checks stay, the middle goes. */
export class Checks {
  readonly #checks: Check[] = [];
  #size = 0;
  #dropped = 0;

  /** Those that are known already are passed over: the engine shows its last five each time. */
  add(log: readonly Check[]): void {
    for (const check of log) {
      const at = this.#checks.findLastIndex(({ start }) => start <= check.start);
      if (this.#checks[at]?.start === check.start) continue;
      this.#checks.splice(at + 1, 0, check);
      this.#size += check.output.length;
      while (this.#checks.length > MAX_CHECKS || this.#size > MAX_OUTPUT) this.#drop();
    }
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Oldest first. */
  get all(): readonly Check[] {
    return this.#checks;
  }

  #drop(): void {
    const [gone] = this.#checks.splice(Math.floor(this.#checks.length / 2), 1);
    this.#size -= gone?.output.length ?? 0;
    this.#dropped += 1;
  }
}

/** The engine's own record of a process with what was kept of it; those of a process before it are left out. */
export function completed(health: ContainerHealth, kept: readonly Check[], startedAt: number): ContainerHealth {
  const own = new Set(health.log.map(({ start }) => start));
  const earlier = kept.filter(({ start }) => start >= startedAt && !own.has(start));
  return { ...health, log: [...earlier, ...health.log].toSorted((a, b) => a.start - b.start) };
}
