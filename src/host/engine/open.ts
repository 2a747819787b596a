import type { Engine } from './client.ts';
import type { Environment } from './contexts.ts';
import { chooseEndpoint, resolveEndpoint, type Choice, type EngineOptions } from './endpoint.ts';

/** The engine of one host: chosen, found and connected when it is first asked, and only once. */
export interface EngineDoor {
  /** Which engine that is, also where it then cannot be opened. */
  choice(): Promise<Choice>;
  /** Variables that a docker command needs to find the same engine, beside this process's own. */
  readonly environment: Environment;
  /** Rejects with an EngineError. */
  open(): Promise<Engine>;
}

export function engineDoor(options: EngineOptions): EngineDoor {
  let choice: Promise<Choice> | null = null;
  let engine: Promise<Engine> | null = null;
  const choose = (): Promise<Choice> => (choice ??= chooseEndpoint(options));
  const connect = async (): Promise<Engine> => {
    const endpoint = await resolveEndpoint(await choose(), options.environment);
    // Loaded late: HTTP costs every start that asks no engine.
    const [{ EngineClient }, { openPool }] = await Promise.all([import('./client.ts'), import('./connection.ts')]);
    return new EngineClient(endpoint, await openPool(endpoint.address));
  };
  return { choice: choose, environment: options.environment ?? {}, open: () => (engine ??= connect()) };
}
