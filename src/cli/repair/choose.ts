import { UsageError, type Invocation } from '../arguments.ts';

/** The incident named, else the newest that will do; null where there is none. */
export function chosen<I extends { readonly id: string }>(
  incidents: readonly I[],
  id: string | undefined,
  willDo: (incident: I) => boolean,
): I | null {
  if (id === undefined) return incidents.find(willDo) ?? null;
  const found = incidents.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new UsageError({
    en: `there is no incident "${id}"; see \`drydock history\`.`,
    zh: `没有事件 "${id}"；见 \`drydock history\`。`,
  });
}

export function projectOf(values: Invocation['values']): string {
  return typeof values['project'] === 'string' ? values['project'] : '.';
}
