import type { Host } from '../model/probe.ts';
import { NUMBERED, type Masker } from '../redact.ts';

/** The host behind a door that no secret passes, whatever a probe forgot. */
export function maskedHost(host: Host, masker: Masker): Host {
  const { patience } = host;
  return {
    ask: async (probe, about) => {
      const seen = await host.ask(probe, about);
      return inStrings(seen, masker.mask);
    },
    readText: async (path) => {
      const seen = await host.readText(path);
      return seen.ok ? { ...seen, answer: masker.maskFile(path, seen.answer) } : seen;
    },
    ...(patience !== undefined && { patience }),
  };
}

/** `***1` for the first secret in a document, `***2` for the next: the same document gets the same numbers every time. */
export function renumbered<T>(document: T): T {
  const numbers = new Map<string, number>();
  return inStrings(document, (text) =>
    text.replace(NUMBERED, (_, number: string) => {
      if (!numbers.has(number)) numbers.set(number, numbers.size + 1);
      return `***${numbers.get(number) ?? 0}`;
    }),
  );
}

/** An option that is followed by its secret, as a list of words has it. */
const SECRET_FLAG = /^--?[\w-]*(?:password|passwd|passphrase|secret|token|api-?key|access-?key|secret-?key)$/i;

/** The same value with every string in it changed. */
export function inStrings<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return inList(value, change) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inStrings(one as unknown, change)])) as T;
}

function inList(list: readonly unknown[], change: (text: string) => string): unknown[] {
  return list.map((one, index) => {
    const flag = list[index - 1];
    // The flag and its value are two strings: joined they have the form that is known.
    if (typeof one === 'string' && typeof flag === 'string' && SECRET_FLAG.test(flag)) {
      return change(`${flag}=${one}`).slice(flag.length + 1);
    }
    return inStrings(one, change);
  });
}
