import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Text } from '#core/model/text.ts';
import { asObject, parseObject } from '#core/parse/json.ts';

import { EngineClient, segment, type Engine } from '../engine/client.ts';
import { openPool, type Send } from '../engine/connection.ts';
import { chooseEndpoint, resolveEndpoint, type EngineOptions } from '../engine/endpoint.ts';
import { toEvent, type TracedEvent } from '../engine/events.ts';
import { EngineError } from '../engine/failure.ts';
import { asMilliseconds } from '../engine/fields.ts';
import { toContainer } from '../engine/inspect.ts';
import { Checks, type Check } from './checks.ts';

const FILTERS = JSON.stringify({ type: ['container'], event: ['start', 'die', 'oom', 'kill', 'health_status'] });
/** The longest a timer of Node can wait: events come for as long as the command runs. */
const ENDLESS = { milliseconds: 2 ** 31 - 1, bytes: Number.MAX_SAFE_INTEGER };
/** An engine that is gone may come back; a connection over ssh is a process each time. */
const AGAIN = { first: 500, most: 15_000 };
/** The engine keeps five checks of a container: it is looked at before a sixth can end. */
const KEPT_BY_ENGINE = 4;
const LOOK = { least: 250, most: 60_000 };
const MAX_CONTAINERS = 200;
const MAX_LOOKS = 4;
const MAX_EVENTS = 2000;
const MAX_LINE = 1024 * 1024;

/** What the engine forgets of containers, from while a command ran. */
export interface KeptContainers {
  /** Oldest first. */
  readonly events: readonly TracedEvent[];
  /** By the container's id, oldest first. */
  readonly checks: ReadonlyMap<string, readonly Check[]>;
  readonly limits: readonly Text[];
}

/**
 * Reads the engine's events along, and looks at the record of a container's health checks as often as it takes to miss none.
 * On connections of its own that keep nobody alive; whatever goes wrong becomes a limit.
 */
export class ContainerWatch {
  readonly #began: number;
  readonly #ended = new AbortController();
  readonly #events = new Map<string, TracedEvent>();
  readonly #checks = new Map<string, Checks>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #looking = new Set<string>();
  readonly #waiting = new Set<string>();
  readonly #missed = new Set<string>();
  readonly #sockets = new Set<Socket>();
  #asks: Engine | null = null;
  /** Since when nothing is heard of the engine; null while it is. Milliseconds since the epoch. */
  #deafSince: number | null;
  #deaf = 0;
  #wasOpen = false;
  #why: Text | null = null;
  #forgotten = 0;
  #failedLooks = 0;
  #whyLook: Text | null = null;

  /** `began`: when the command did, milliseconds since the epoch. */
  constructor(options: EngineOptions, began: number) {
    this.#began = began;
    this.#deafSince = began;
    void this.#follow(options);
  }

  /** Up to now. */
  get kept(): KeptContainers {
    const checks = [...this.#checks].map(([id, kept]) => [id, kept.all] as const);
    return {
      events: [...this.#events.values()].toSorted((a, b) => a.event.time - b.event.time),
      checks: new Map(checks),
      limits: this.#limits(),
    };
  }

  stop(): KeptContainers {
    const { kept } = this;
    this.#ended.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const socket of this.#sockets) socket.destroy();
    return kept;
  }

  async #follow(options: EngineOptions): Promise<void> {
    const { signal } = this.#ended;
    let since: number | null = null;
    for (let wait = AGAIN.first; !signal.aborted; wait = Math.min(wait * 2, AGAIN.most)) {
      try {
        const { asks, listens } = await this.#connect(options);
        this.#asks = asks;
        since ??= (await asks.now()) - (Date.now() - this.#began) - 1000;
        const newest = Math.max(since, ...[...this.#events.values()].map(({ event }) => event.time));
        const query = { since: (Math.floor(newest) / 1000).toFixed(3), filters: FILTERS };
        const lines = new Lines((line) => this.#hear(toEvent(parseObject(line))));
        const opened = (): void => {
          wait = AGAIN.first;
          this.#open();
        };
        await listens.stream('/events', query, (chunk) => lines.push(chunk), opened);
        this.#lose(ENDED);
      } catch (error) {
        this.#lose(error instanceof EngineError ? error.text : OWN);
      }
      await sleep(wait, undefined, { ref: false, signal }).catch(() => undefined);
    }
  }

  async #connect(options: EngineOptions): Promise<{ readonly asks: Engine; readonly listens: Engine }> {
    const endpoint = await resolveEndpoint(await chooseEndpoint(options), options.environment);
    const pool = await openPool(endpoint.address);
    const send: Send = (wanted) => pool(wanted).once('socket', (socket) => this.#own(socket));
    return { asks: new EngineClient(endpoint, send), listens: new EngineClient(endpoint, send, ENDLESS) };
  }

  #own(socket: Socket): void {
    socket.unref();
    this.#sockets.add(socket);
    if (this.#ended.signal.aborted) socket.destroy();
  }

  #open(): void {
    if (this.#wasOpen && this.#deafSince !== null) this.#deaf += Date.now() - this.#deafSince;
    this.#wasOpen = true;
    this.#deafSince = null;
  }

  #lose(why: Text): void {
    if (this.#ended.signal.aborted) return;
    this.#deafSince ??= Date.now();
    this.#why ??= why;
  }

  #hear(traced: TracedEvent | null): void {
    if (traced === null || traced.id === '') return;
    const { id, event } = traced;
    const key = `${event.time} ${event.action} ${id}`;
    if (this.#events.has(key)) return;
    this.#events.set(key, traced);
    const [oldest] = this.#events.keys();
    if (this.#events.size > MAX_EVENTS && oldest !== undefined) {
      this.#events.delete(oldest);
      this.#forgotten += 1;
    }
    if (/^(?:start|die|health_status)/.test(event.action)) this.#look(id);
  }

  /** Soon: at most a few at a time, so that the engine has time for its own work. */
  #look(id: string): void {
    if (!this.#checks.has(id) && this.#checks.size >= MAX_CONTAINERS) {
      this.#missed.add(id);
      return;
    }
    if (this.#looking.size >= MAX_LOOKS || this.#looking.has(id)) {
      this.#waiting.add(id);
      return;
    }
    this.#looking.add(id);
    void this.#inspect(id).finally(() => {
      this.#looking.delete(id);
      const next = [...this.#waiting].find((one) => !this.#looking.has(one));
      if (next === undefined || this.#ended.signal.aborted) return;
      this.#waiting.delete(next);
      this.#look(next);
    });
  }

  async #inspect(id: string): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    try {
      const found = asObject(await this.#asks?.get(`/containers/${segment(id)}/json`));
      if (found === null) return;
      const { health, healthcheck, state } = toContainer(found, () => '');
      if (health === undefined || healthcheck === undefined) return;
      const checks = this.#checks.get(id) ?? new Checks();
      this.#checks.set(id, checks);
      checks.add(health.log);
      if (state.status !== 'running' || this.#ended.signal.aborted) return;
      const configured = asObject(asObject(found['Config'])?.['Healthcheck']);
      // Since API 1.44 checks may come faster while the container starts.
      const interval = Math.min(
        healthcheck.interval,
        asMilliseconds(configured?.['StartInterval'], healthcheck.interval),
      );
      const wait = Math.min(Math.max(interval * KEPT_BY_ENGINE, LOOK.least), LOOK.most);
      this.#timers.set(id, setTimeout(() => this.#look(id), wait).unref());
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      this.#failedLooks += 1;
      this.#whyLook ??= error instanceof EngineError ? error.text : OWN;
    }
  }

  #limits(): readonly Text[] {
    const limits: Text[] = [];
    const why = this.#why ?? SILENT;
    const deaf = this.#deaf + (this.#deafSince === null ? 0 : Date.now() - this.#deafSince);
    const seconds = Math.ceil(deaf / 1000);
    if (!this.#wasOpen) limits.push(neverHeard(why));
    else if (this.#why !== null) limits.push(lost(seconds, why));
    if (this.#whyLook !== null) limits.push(unlooked(this.#failedLooks, this.#whyLook));
    const dropped = [...this.#checks.values()].reduce((sum, one) => sum + one.dropped, 0);
    if (this.#forgotten > 0) limits.push(tooManyEvents(this.#forgotten));
    if (dropped > 0) limits.push(tooManyChecks(dropped));
    if (this.#missed.size > 0) limits.push(tooManyContainers(this.#missed.size));
    return limits;
  }
}

/** Cuts a stream into lines, however it arrives. */
class Lines {
  readonly #take: (line: string) => void;
  readonly #decoder = new TextDecoder();
  #open = '';

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): boolean {
    const lines = (this.#open + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#open = lines.pop() ?? '';
    for (const line of lines) this.#take(line);
    return this.#open.length <= MAX_LINE;
  }
}

const ENDED: Text = { en: 'The engine ended the stream.', zh: '引擎结束了事件流。' };
const SILENT: Text = { en: 'The engine did not answer.', zh: '引擎没有回答。' };
const OWN: Text = { en: 'drydock’s own error.', zh: 'drydock 自身的错误。' };

function neverHeard(why: Text): Text {
  return {
    en: `The engine's events could not be read while the command ran; of a health check only the last five outputs are known. ${why.en}`,
    zh: `命令运行期间无法读取引擎的事件；健康检查只知道最后五次的输出。${why.zh}`,
  };
}

function lost(seconds: number, why: Text): Text {
  return {
    en: `The engine's events could not be read for ${seconds} s while the command ran. ${why.en}`,
    zh: `命令运行期间有 ${seconds} 秒无法读取引擎的事件。${why.zh}`,
  };
}

function unlooked(count: number, why: Text): Text {
  return {
    en: `While the command ran, ${count} looks at health checks failed. ${why.en}`,
    zh: `命令运行期间，有 ${count} 次没能读取健康检查的记录。${why.zh}`,
  };
}

function tooManyEvents(forgotten: number): Text {
  return {
    en: `The first ${forgotten} events of containers while the command ran were not kept.`,
    zh: `命令运行期间最早的 ${forgotten} 个容器事件没有保留。`,
  };
}

function tooManyChecks(dropped: number): Text {
  return {
    en: `${dropped} outputs of health checks were not kept: the first and the last of each container were.`,
    zh: `有 ${dropped} 次健康检查的输出没有保留：每个容器只保留了最早和最近的。`,
  };
}

function tooManyContainers(count: number): Text {
  return {
    en: `Health checks of ${count} more containers were not followed while the command ran.`,
    zh: `命令运行期间，另有 ${count} 个容器的健康检查没有跟踪。`,
  };
}
