import type { Hanging } from '../model/diagnosis.ts';
import type { Text } from '../model/text.ts';
import { linksOf, meant, way, type Link, type Member } from './graph.ts';
import { shapeOf, type Match } from './match.ts';

/*
 * How root, consequence and independent fault are told apart in a stack.
 *
 * 1. A service needs another one if an address in its environment names it on a common network, if depends_on says so, or if
 *    its own output says that it could not reach it.
 * 2. What a service suffers is explained by a fault of a service it needs, directly or over others that are in trouble too.
 *    A service that is well passes nothing on.
 * 3. Symptoms hang on whatever they can be led to. A cause does so only if it says itself that it could not reach the other
 *    (`calls`), or if the knowledge base says that it yields.
 * 4. Of two causes that explain each other's services, the deeper one is the root: what others need is repaired first.
 *    In a circle neither is deeper, and the order of proof decides.
 * 5. A fault that cannot be led to the root stands on its own: an alternative that has to be repaired as well.
 */

/** A stack as the weighing sees it. */
export interface Stack {
  readonly members: readonly Member[];
  /** First trouble first. */
  readonly troubled: readonly string[];
  /** Known to be well: these pass nothing on. */
  readonly well: readonly string[];
  /** Created and never started, or not even created. */
  readonly waiting: readonly string[];
}

/** A stack with what its services say of each other. */
export interface Chain extends Stack {
  readonly links: readonly Link[];
}

export function chainOf(stack: Stack, matches: readonly Match[]): Chain {
  const said = matches.flatMap((match): Link[] => {
    const needs = calledBy(stack, match);
    const service = match.event.service;
    return needs === undefined || service === undefined ? [] : [{ service, needs, by: 'said' }];
  });
  return { ...stack, links: [...linksOf(stack.members), ...said] };
}

/** The service of the stack that a program tried to reach in vain. */
function calledBy({ members }: Stack, { condition, facts, event }: Match): string | undefined {
  const host = condition.calls?.(facts) ?? '';
  const from = members.find(({ service }) => service === event.service);
  return host === '' || from === undefined ? undefined : meant(host, from, members)?.service;
}

/** What a program says of the service it called leads there, not to any fault of the kind. */
export function allows(chain: Chain, effect: Match, cause: Match): boolean {
  const called = calledBy(chain, effect);
  if (called === undefined || effect.event.service === undefined || cause.services.size === 0) return true;
  return cause.services.has(effect.event.service) || leads(chain, called, cause.services);
}

/** Whether this match says itself that the service of that cause could not be reached. */
export function blames(chain: Chain, effect: Match, cause: Match): boolean {
  const called = calledBy(chain, effect);
  return (
    called !== undefined && !cause.services.has(effect.event.service ?? '') && leads(chain, called, cause.services)
  );
}

function leads(chain: Chain, called: string, services: ReadonlySet<string>): boolean {
  return services.has(called) || (!chain.well.includes(called) && wayTo(chain, called, services) !== null);
}

/** Whether `other` lies below `match`: a fault of a service in trouble that the service of `match` needs, and not the other way round. */
export function isDeeper(chain: Chain, other: Match, match: Match): boolean {
  const [from, to] = [match.event.service, other.event.service];
  if (from === undefined || to === undefined || from === to) return false;
  if (!chain.troubled.includes(to) || isSameFault(match, other)) return false;
  return wayTo(chain, from, new Set([to])) !== null && wayTo(chain, to, new Set([from])) === null;
}

/** Two conditions that read the same lines, or were found in the same service, are rivals: two names for one fault. */
export function isSameFault(one: Match, other: Match): boolean {
  const shapes = new Set(one.events.map(({ text }) => shapeOf(text)));
  return (
    [...one.services].some((service) => other.services.has(service)) ||
    other.events.some(({ text }) => shapes.has(shapeOf(text)))
  );
}

/** How a consequence hangs on its cause; null where nothing in the stack leads there, undefined where that cannot be said. */
export function hangingOf(chain: Chain, effect: Match, cause: Match): Hanging | null | undefined {
  const from = effect.event.service;
  const places = new Set([...cause.services].filter((service) => isMember(chain, service)));
  if (from === undefined || places.size === 0 || !isMember(chain, from)) return undefined;
  if (places.has(from)) return { how: inItself(from) };
  const steps = wayTo(chain, from, places);
  const first = steps?.[0];
  if (steps === null || first === undefined) return null;
  return { needs: first.needs, how: says(first, steps, chain.waiting.includes(from)) };
}

/** Why a fault beside the root needs a repair of its own; undefined where that is not known. */
export function independenceOf(chain: Chain, other: Match, root: Match, isProven: boolean): Text | undefined {
  const [own, theirs] = [other.event.service, root.event.service];
  if (own === undefined || theirs === undefined || isSameFault(other, root)) return undefined;
  if (!isMember(chain, own) || !isMember(chain, theirs)) return undefined;
  if (wayTo(chain, own, root.services) === null) {
    return {
      en: `Independent: nothing leads from ${own} to ${theirs}, so it needs a repair of its own.`,
      zh: `相互独立：${own} 与 ${theirs} 之间没有依赖，需要单独修复。`,
    };
  }
  if (!isProven) return undefined;
  return {
    en: `Independent: ${own} needs ${theirs}, but this fault is its own and stays when ${theirs} is repaired.`,
    zh: `相互独立：${own} 虽依赖 ${theirs}，但这是它自身的故障，修好 ${theirs} 之后仍然存在。`,
  };
}

function isMember({ members }: Stack, name: string): boolean {
  return members.some(({ service }) => service === name);
}

function wayTo(chain: Chain, from: string, to: ReadonlySet<string>): readonly Link[] | null {
  // A container that was never started has asked for nothing yet: only its gate can hold it.
  const links = chain.waiting.includes(from)
    ? chain.links.toSorted((a, b) => Number(isGate(b)) - Number(isGate(a)))
    : chain.links;
  return way(links, from, to, (service) => chain.well.includes(service));
}

function isGate({ by }: Link): boolean {
  return by === 'depends-on';
}

function inItself(service: string): Text {
  return { en: `${service} is where it happens`, zh: `就发生在 ${service} 里` };
}

function says(first: Link, steps: readonly Link[], isWaiting: boolean): Text {
  const { en, zh } = reason(first, isWaiting);
  if (steps.length === 1) return { en, zh };
  const route = [first.service, ...steps.map(({ needs }) => needs)].join(' → ');
  return { en: `${en} (${route})`, zh: `${zh}（${route}）` };
}

function reason(link: Link, isWaiting: boolean): Text {
  const { service, needs } = link;
  switch (link.by) {
    case 'address':
      return {
        en: `${service} needs ${needs}: ${link.variable} points at it`,
        zh: `${service} 需要 ${needs}：${link.variable} 指向它`,
      };
    case 'said':
      return {
        en: `${service} needs ${needs}: it says that it could not reach it`,
        zh: `${service} 需要 ${needs}：它自己说连不上`,
      };
    case 'depends-on': {
      const until = GATES[link.condition] ?? GATES['service_started'];
      return isWaiting
        ? {
            en: `${service} was never started: it waits until ${needs} ${until?.en} (depends_on)`,
            zh: `${service} 从未启动：它要等 ${needs} ${until?.zh}（depends_on）`,
          }
        : {
            en: `${service} needs ${needs}: it depends on it (depends_on)`,
            zh: `${service} 需要 ${needs}：depends_on 里写明了`,
          };
    }
  }
}

const GATES: Readonly<Record<string, Text>> = {
  service_started: { en: 'is started', zh: '启动' },
  service_healthy: { en: 'is healthy', zh: '变为健康' },
  service_completed_successfully: { en: 'has ended well', zh: '成功结束' },
};
