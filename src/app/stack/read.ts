import type { Stack } from '#core/diagnose/cascade.ts';
import { linksOf, memberOfContainer, memberOfService, type Member } from '#core/diagnose/graph.ts';
import type { Host } from '#core/model/probe.ts';
import type { Container, ContainerSummary, EngineEvent } from '#core/model/probes/engine.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import type { Text } from '#core/model/text.ts';

import { stackLog, type Told } from './log.ts';
import { ENDED_BADLY, type Chosen } from './project.ts';
import { standingOf, type Around, type Standing } from './standing.ts';

/** Containers that are looked into one by one. */
const MAX_CONTAINERS = 200;
/** More containers than these that could not be looked into are told in one sentence. */
const MAX_FAILURES = 3;
/** Containers whose output is read, those in trouble first. */
const MAX_TALKING = 60;
/** Lines of each. */
const TAIL = 200;

export interface StackReading {
  readonly log: string;
  readonly stack: Stack;
  /** Services as the containers run them, for where no project files say it. */
  readonly running: readonly ProjectService[];
  readonly notes: readonly Text[];
  /** How many run, where nothing is in trouble. */
  readonly summary: readonly Text[];
  readonly limits: readonly Text[];
  /** Whether every container that was to be looked into could be. */
  readonly isWhole: boolean;
}

interface Judged {
  readonly service: string;
  readonly container: Container | null;
  readonly standing: Standing;
}

/**
 * Asks everything about the containers of one project, side by side, and waits for nothing. What they said before `since`
 * (seconds since the epoch) is not asked for.
 */
export async function readStack(
  host: Host,
  chosen: Chosen,
  declared: readonly ProjectService[],
  since?: number,
): Promise<StackReading> {
  const looked = byWeight(chosen.containers).slice(0, MAX_CONTAINERS);
  const limits: Text[] = chosen.containers.length > looked.length ? [tooMany(chosen, looked.length)] : [];
  const [events, containers] = await Promise.all([
    eventsOf(host, chosen.project, limits),
    inspectAll(host, looked, limits),
  ]);
  const judged = judge(containers, declared, events);
  const order = depthFirst(
    judged.map(({ service }) => service),
    membersOf(judged, declared),
  );
  const inOrder = judged.toSorted((a, b) => order.indexOf(a.service) - order.indexOf(b.service));
  const told = await listen(host, inOrder, { events, limits, since });
  const isWhole = containers.length === looked.length;
  return {
    log: stackLog(told),
    stack: stackOf(inOrder, membersOf(judged, declared)),
    running: containers.map(asService),
    notes: [...chosen.notes, ...inOrder.flatMap(({ standing }) => standing.note ?? [])],
    summary: isWhole ? summary(judged) : [],
    limits,
    isWhole,
  };
}

async function inspectAll(
  host: Host,
  looked: readonly ContainerSummary[],
  limits: Text[],
): Promise<readonly Container[]> {
  const answers = await Promise.all(looked.map(({ name }) => host.ask('engine.container', { name })));
  const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer.why]));
  limits.push(...(failures.length > MAX_FAILURES ? [manyFailures(failures)] : failures));
  return answers.flatMap((answer) => (answer.ok ? [answer.answer] : []));
}

/** Of each service its newest container first, then what ended badly, then the newest: so that no service is missing. */
function byWeight(containers: readonly ContainerSummary[]): readonly ContainerSummary[] {
  const newest = new Map<string, ContainerSummary>();
  for (const one of containers) {
    const service = one.service ?? one.name;
    const known = newest.get(service);
    if (known === undefined || known.created < one.created) newest.set(service, one);
  }
  const weight = (one: ContainerSummary): number =>
    newest.get(one.service ?? one.name) === one ? 0 : ENDED_BADLY.test(one.status) ? 1 : 2;
  return containers.toSorted((a, b) => weight(a) - weight(b) || b.created - a.created);
}

async function eventsOf(host: Host, project: string, limits: Text[]): Promise<readonly EngineEvent[]> {
  const events = await host.ask('engine.events', { project });
  if (events.ok) return events.answer;
  limits.push(events.why);
  return [];
}

interface Listening {
  readonly events: readonly EngineEvent[];
  readonly limits: Text[];
  readonly since: number | undefined;
}

async function listen(
  host: Host,
  judged: readonly Judged[],
  { events, limits, since }: Listening,
): Promise<readonly Told[]> {
  const troubled = (one: Judged): number => (one.standing.is === 'failed' ? 0 : 1);
  const talking = new Set(judged.toSorted((a, b) => troubled(a) - troubled(b)).slice(0, MAX_TALKING));
  return Promise.all(
    judged.map(async (one): Promise<Told> => {
      const { service, container } = one;
      const told = { service, container, events };
      if (container === null || container.state.status === 'created' || !talking.has(one))
        return { ...told, lines: [] };
      const lines = await host.ask('engine.logs', {
        name: container.name,
        tail: TAIL,
        ...(since !== undefined && { since }),
      });
      if (!lines.ok) limits.push(lines.why);
      return { ...told, lines: lines.ok ? lines.answer : [] };
    }),
  );
}

/** Every container, and every declared service that should have one. */
function judge(
  containers: readonly Container[],
  declared: readonly ProjectService[],
  events: readonly EngineEvent[],
): readonly Judged[] {
  const around: Around = { now: newest(containers, events), events, jobs: jobsOf(containers, declared) };
  const there = new Set(containers.map(({ service }) => service));
  const missing = declared.filter(
    ({ name, profiles = [], replicas }) => !there.has(name) && profiles.length === 0 && replicas !== 0,
  );
  return [
    ...containers.map((container) => ({
      service: container.service ?? container.name,
      container,
      standing: standingOf(container, around),
    })),
    ...missing.map(({ name }): Judged => ({ service: name, container: null, standing: { is: 'waiting' } })),
  ];
}

function newest(containers: readonly Container[], events: readonly EngineEvent[]): number {
  const times = containers.flatMap(({ created, state: { startedAt = 0, finishedAt = 0 }, health }) => [
    created,
    startedAt,
    finishedAt,
    ...(health?.log ?? []).map(({ end }) => end),
  ]);
  return Math.max(0, ...times, ...events.map(({ time }) => time));
}

function jobsOf(containers: readonly Container[], declared: readonly ProjectService[]): ReadonlySet<string> {
  const gates = [...containers, ...declared].flatMap(({ dependsOn }) => dependsOn);
  return new Set(
    gates.flatMap(({ service, condition }) => (condition === 'service_completed_successfully' ? [service] : [])),
  );
}

/** The containers say how it runs; the files say what is missing, and what older Composes put on no label. */
function membersOf(judged: readonly Judged[], declared: readonly ProjectService[]): readonly Member[] {
  const members = new Map(declared.map((service) => [service.name, memberOfService(service)]));
  for (const { service, container } of judged) {
    if (container === null) continue;
    const own = memberOfContainer(container);
    const { dependsOn = [], names = [] } = members.get(service) ?? {};
    members.set(service, {
      ...own,
      names: [...own.names, ...names],
      dependsOn: own.dependsOn.length > 0 ? own.dependsOn : dependsOn,
    });
  }
  return [...members.values()];
}

/** What others need comes first; a circle is entered where the names begin. */
function depthFirst(services: readonly string[], members: readonly Member[]): readonly string[] {
  const links = linksOf(members);
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (service: string): void => {
    if (seen.has(service)) return;
    seen.add(service);
    for (const link of links) if (link.service === service) visit(link.needs);
    order.push(service);
  };
  for (const service of [...services].toSorted()) visit(service);
  return order;
}

function stackOf(judged: readonly Judged[], members: readonly Member[]): Stack {
  const named = (...kinds: readonly Standing['is'][]): readonly string[] => [
    ...new Set(judged.flatMap(({ service, standing }) => (kinds.includes(standing.is) ? [service] : []))),
  ];
  const failed = named('failed');
  const waiting = named('waiting');
  // What was stopped is no trouble, unless somebody fails beside it.
  const troubled = [...failed, ...(failed.length + waiting.length > 0 ? named('stopped') : []), ...waiting];
  const well = named('well', 'done').filter((service) => !troubled.includes(service));
  return { members, troubled: [...new Set(troubled)], well, waiting };
}

function summary(judged: readonly Judged[]): readonly Text[] {
  const count = (is: Standing['is']): number => judged.filter(({ standing }) => standing.is === is).length;
  const [failed, waiting, stopped, done] = [count('failed'), count('waiting'), count('stopped'), count('done')];
  if (failed + waiting > 0) return [];
  const runs = judged.length - stopped - done;
  if (stopped === 0) {
    const jobs = done === 0 ? { en: '', zh: '' } : { en: `, ${done} ended well`, zh: `，${done} 个任务已成功结束` };
    const all =
      runs === 1
        ? { en: 'The only service runs', zh: '唯一的服务正在运行' }
        : { en: `All ${runs} services run`, zh: `全部 ${runs} 个服务都在运行` };
    return [{ en: `${all.en}${jobs.en}.`, zh: `${all.zh}${jobs.zh}。` }];
  }
  return [
    {
      en: `${runs} services run, ${stopped} were stopped: nothing failed by itself.`,
      zh: `${runs} 个服务在运行，${stopped} 个被停止：没有自行失败的服务。`,
    },
  ];
}

function asService(container: Container): ProjectService {
  const { service, name, image, environment, dependsOn, healthcheck } = container;
  return {
    name: service ?? name,
    image,
    environment,
    dependsOn,
    hasHealthcheck: healthcheck !== undefined,
    containerName: name,
    networks: container.networks.map((network) => network.name),
  };
}

function tooMany({ project, containers }: Chosen, looked: number): Text {
  return {
    en: `${project} has ${containers.length} containers; ${looked} were looked into: the newest of each service, those that ended badly, the newest of the rest.`,
    zh: `${project} 有 ${containers.length} 个容器，只查看了 ${looked} 个：每个服务最新的、异常结束的，以及其余中最新的。`,
  };
}

function manyFailures(failures: readonly Text[]): Text {
  const [first] = failures;
  return {
    en: `${failures.length} containers could not be looked into; the first: ${first?.en ?? ''}`,
    zh: `有 ${failures.length} 个容器无法查看；第一个：${first?.zh ?? ''}`,
  };
}
