import type { ErrorEvent } from '../../model/event.ts';
import { peel } from '../peel.ts';

/** What `peel` found, as fields of an error event: a wrapper that names a bake target names a service. */
export function peeled(message: string): Omit<ErrorEvent, 'kind' | 'line' | 'from'> {
  const { target, ...fields } = peel(message);
  return { ...fields, ...(target !== undefined && { service: target }) };
}
