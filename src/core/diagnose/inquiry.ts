import type { AnyCondition } from '../model/condition.ts';
import type { EvidenceItem } from '../model/diagnosis.ts';
import type { Host, ProbeName, Seen } from '../model/probe.ts';
import type { Text } from '../model/text.ts';
import type { Match } from './match.ts';
import { ownFault } from './mishaps.ts';
import { CONFIRMED, REFUTED, verdictOf, type Weighed } from './weigh.ts';

/** With more questions open than these, what they could say together is not gone through: they are waited for. */
const MAX_OPEN = 4;

/** What a condition asks of the world, with the answers that have come so far. */
interface Inquiry {
  readonly match: Match;
  /** Whether every answer is there that can speak for the condition or against it. */
  isAnswered(): boolean;
  isDone(): boolean;
  readonly done: Promise<unknown>;
  weighed(): Weighed;
}

type Rank = (weighed: readonly Weighed[]) => { readonly root: Weighed | null };

/**
 * Puts the questions of all matches to the host, at once, and gives each match its weight. Once the host's patience is over, the
 * answers that are missing are waited for only as long as they could make another condition the root, or this one less certain.
 */
export async function inquire(matches: readonly Match[], host: Host | null, rank: Rank): Promise<readonly Weighed[]> {
  const inquiries = matches.map((match) => inquiryOf(match, host));
  const all = Promise.all(inquiries.map(({ done }) => done));
  const patience = host?.patience?.();
  await (patience === undefined ? all : Promise.race([all, patience]));
  for (let open = openOf(inquiries); open.length > 0 && !isSettled(inquiries, rank); open = openOf(inquiries)) {
    await Promise.race(open.map(({ done }) => done));
  }
  return inquiries.map((inquiry) => inquiry.weighed());
}

function openOf(inquiries: readonly Inquiry[]): readonly Inquiry[] {
  return inquiries.filter((inquiry) => !inquiry.isDone());
}

/** Whatever the missing answers say, alone or together, the root stays what it is. */
function isSettled(inquiries: readonly Inquiry[], rank: Rank): boolean {
  const known = inquiries.map((inquiry) => inquiry.weighed());
  const { root } = rank(known);
  const open = inquiries.flatMap((inquiry, at) => (inquiry.isAnswered() ? [] : [at]));
  if (root?.verdict !== 'confirmed' || open.length > MAX_OPEN) return false;
  if (open.some((at) => known[at] === root)) return false;
  return outcomes(known, open).every((possible) => rank(possible).root?.match === root.match);
}

/** Each open one as it is, confirmed, and refuted, in every combination. */
function outcomes(known: readonly Weighed[], [at, ...others]: readonly number[]): readonly (readonly Weighed[])[] {
  const one = at === undefined ? undefined : known[at];
  if (at === undefined || one === undefined) return [known];
  return [one, { ...one, ...CONFIRMED }, { ...one, ...REFUTED }].flatMap((then) =>
    outcomes(known.with(at, then), others),
  );
}

function inquiryOf(match: Match, host: Host | null): Inquiry {
  const questions = Object.entries(evidenceOf(match.condition)).flatMap(([name, evidence]) => {
    if (host === null) return [];
    try {
      const about = evidence.about(match.facts);
      return about === undefined ? [] : [{ name, evidence, seen: host.ask(evidence.probe, about) }];
    } catch (error) {
      return [{ name, evidence, seen: Promise.resolve(unasked(match, error)) }];
    }
  });
  const answers = new Map<string, Seen<unknown>>();
  const done = Promise.all(questions.map(async ({ name, seen }) => answers.set(name, await seen)));
  return {
    match,
    isAnswered: () => questions.every(({ name, evidence }) => evidence.isForRepair === true || answers.has(name)),
    isDone: () => answers.size === questions.length,
    done,
    weighed: () => weighedWith(match, questions, answers),
  };
}

/** A probe that could not look, or has not answered yet, leaves the verdict alone. */
function weighedWith(
  match: Match,
  questions: readonly { readonly name: string; readonly evidence: AnyEvidence }[],
  seen: ReadonlyMap<string, Seen<unknown>>,
): Weighed {
  const items: EvidenceItem[] = match.events.map((event) => {
    const text = 'raw' in event && event.text === '' ? event.raw : event.text;
    return { from: 'log', says: 'for', text: { en: text, zh: text }, line: event.line };
  });
  const answers: Record<string, unknown> = {};
  for (const { name, evidence } of questions) {
    const one = seen.get(name) ?? { ok: false, why: unanswered(evidence.probe) };
    if (!one.ok) {
      if (evidence.isForRepair !== true) items.push({ from: evidence.probe, says: 'could-not-look', text: one.why });
      continue;
    }
    answers[name] = one.answer;
    try {
      const confirms = evidence.confirms(one.answer, match.facts);
      if (!confirms && !evidence.refutes(one.answer, match.facts)) continue;
      const text = evidence.tells(one.answer, match.facts);
      items.push({ from: evidence.probe, says: confirms ? 'for' : 'against', text, where: one.where });
    } catch (error) {
      items.push({ from: evidence.probe, says: 'could-not-look', text: unasked(match, error).why });
    }
  }
  return { match, ...verdictOf(match.strength, items), evidence: items, answers };
}

/** A question or its answer that ended with an error says nothing of the world. */
function unasked({ condition }: Match, error: unknown): { readonly ok: false; readonly why: Text } {
  const { en, zh } = ownFault(condition.id, error);
  return { ok: false, why: { en: `${en}: its evidence says nothing.`, zh: `${zh}：它的证据不作数。` } };
}

function unanswered(probe: ProbeName): Text {
  return {
    en: `${probe} has not answered yet, and the root does not hang on it.`,
    zh: `${probe} 尚未回答，而根因不取决于它。`,
  };
}

interface AnyEvidence {
  readonly probe: ProbeName;
  readonly isForRepair?: true;
  about(facts: unknown): never | undefined;
  confirms(answer: unknown, facts: unknown): boolean;
  refutes(answer: unknown, facts: unknown): boolean;
  tells(answer: unknown, facts: unknown): Text;
}

function evidenceOf(condition: AnyCondition): Readonly<Record<string, AnyEvidence>> {
  return (condition.evidence ?? {}) as Readonly<Record<string, AnyEvidence>>;
}
