import type { Finding } from '../model/diagnosis.ts';
import type { Text } from '../model/text.ts';

/** One service in the chain, with what follows from its trouble in the services that need it. */
export interface ChainNode {
  readonly service: string;
  readonly how: Text;
  readonly findings: readonly Finding[];
  readonly above: readonly ChainNode[];
}

/** Consequences as a tree over the services, and those that hang nowhere in it. Every one stands in it once. */
export function chainOf(consequences: readonly Finding[]): {
  readonly tree: readonly ChainNode[];
  readonly rest: readonly Finding[];
} {
  const byService = new Map<string, Finding[]>();
  for (const one of consequences) {
    if (one.hangs === undefined || one.service === undefined) continue;
    byService.set(one.service, [...(byService.get(one.service) ?? []), one]);
  }
  const drawn = new Set<string>();
  const node = (service: string, findings: readonly Finding[]): ChainNode => {
    drawn.add(service);
    const above = [...byService].filter(([name, own]) => needs(own) === service && !drawn.has(name));
    return {
      service,
      how: findings[0]?.hangs?.how ?? { en: service, zh: service },
      findings,
      above: above.map(([name, own]) => node(name, own)),
    };
  };
  const isTop = (findings: readonly Finding[]): boolean => !byService.has(needs(findings) ?? '');
  const tops = [...byService].filter(([, findings]) => isTop(findings)).map(([name, own]) => node(name, own));
  const circles = [...byService].flatMap(([name, own]) => (drawn.has(name) ? [] : [node(name, own)]));
  return {
    tree: [...tops, ...circles],
    rest: consequences.filter(({ hangs, service }) => hangs === undefined || service === undefined),
  };
}

function needs(findings: readonly Finding[]): string | undefined {
  return findings[0]?.hangs?.needs;
}
