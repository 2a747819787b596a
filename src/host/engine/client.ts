import { performance } from 'node:perf_hooks';

import type { Send } from './connection.ts';
import type { Endpoint } from './endpoint.ts';
import { exchange, messageOf, type Limits, type Reply, type Sink } from './exchange.ts';
import { EngineError } from './failure.ts';

/** The newest API whose answers we know; an engine that knows less is asked in its own version. */
const NEWEST_API = '1.55';

/** Below the time limit of a probe, so that the engine's failure is reported and not the probe's. */
const USUAL: Limits = { milliseconds: 7000, bytes: 64 * 1024 * 1024 };
const PING: Limits = { milliseconds: 5000, bytes: 64 * 1024 };

/** Everything that is ever asked. Each of these only reads, so that a question with an effect cannot be written down. */
export type EnginePath =
  | '/info'
  | '/version'
  | '/system/df'
  | '/events'
  | '/containers/json'
  | '/networks'
  | '/volumes'
  | `/containers/${string}/json`
  | `/containers/${string}/logs`
  | `/containers/${string}/archive`
  | `/images/${string}/json`;

export type Query = Readonly<Record<string, string>>;

/** What probes need of an engine; tests pass their own. */
export interface Engine {
  readonly endpoint: Endpoint;
  /** The version both sides know. */
  apiVersion(): Promise<string>;
  /** The engine's clock, milliseconds since the epoch, exact to a second. */
  now(): Promise<number>;
  /** The parsed JSON of an answer; undefined for 404. Rejects with an EngineError. */
  get(path: EnginePath, query?: Query): Promise<unknown>;
  /** Hands over the body as it comes, after saying that it comes; false for 404. Rejects with an EngineError. */
  stream(path: EnginePath, query: Query, sink: Sink, opened?: () => void): Promise<boolean>;
}

interface Pinged {
  readonly version: string;
  /** The engine's clock, and ours (monotonic) at the same moment; milliseconds. */
  readonly date: number;
  readonly at: number;
}

/** A read-only client of the Engine API: GET is the only method it can send. */
export class EngineClient implements Engine {
  readonly endpoint: Endpoint;
  readonly #send: Send;
  readonly #limits: Limits;
  #ping: Promise<Pinged> | null = null;

  constructor(endpoint: Endpoint, send: Send, limits: Limits = USUAL) {
    this.endpoint = endpoint;
    this.#send = send;
    this.#limits = limits;
  }

  async apiVersion(): Promise<string> {
    return (await this.#pinged()).version;
  }

  async now(): Promise<number> {
    const { date, at } = await this.#pinged();
    return date + (performance.now() - at);
  }

  async get(path: EnginePath, query: Query = {}): Promise<unknown> {
    const reply = await this.#ask(path, query);
    if (reply === null) return undefined;
    try {
      return JSON.parse(reply.body.toString('utf8'));
    } catch {
      const isHtml = /^\s*<(?:!doctype|html)/i.test(reply.body.toString('latin1', 0, 200));
      const detail = isHtml ? 'it is a web page' : `${reply.body.length} bytes that are not complete JSON`;
      throw new EngineError({ problem: isHtml ? 'not-an-engine' : 'other', detail: `GET ${path}: ${detail}` });
    }
  }

  async stream(path: EnginePath, query: Query, sink: Sink, opened?: () => void): Promise<boolean> {
    return (await this.#ask(path, query, sink, opened)) !== null;
  }

  async #ask(path: EnginePath, query: Query, sink?: Sink, opened?: () => void): Promise<Reply | null> {
    const version = await this.apiVersion();
    const search = new URLSearchParams(query).toString();
    const target = `/v${version}${path}${search === '' ? '' : `?${search}`}`;
    const reply = await exchange(this.#send, {
      path: target,
      limits: this.#limits,
      ...(sink !== undefined && { sink }),
      ...(opened !== undefined && { opened }),
    });
    if (reply.status === 404) return null;
    if (reply.status === 200) return reply;
    throw new EngineError({ problem: problemOf(reply), detail: messageOf(reply), status: reply.status });
  }

  /** Once for all; asked again where it failed, since an engine may be starting. */
  #pinged(): Promise<Pinged> {
    this.#ping ??= ping(this.#send).catch((error: unknown) => {
      this.#ping = null;
      throw error;
    });
    return this.#ping;
  }
}

/** One name or id as a part of a path. */
export function segment(name: string): string {
  return encodeURIComponent(name);
}

/** `1.9` is older than `1.41`. */
export function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number);
  return major < thanMajor || (major === thanMajor && minor < thanMinor);
}

async function ping(send: Send): Promise<Pinged> {
  const reply = await exchange(send, { path: '/_ping', limits: PING });
  const version = reply.headers['api-version'];
  if (typeof version !== 'string' || !/^\d+\.\d+$/.test(version)) {
    throw new EngineError({ problem: problemOfPing(reply), detail: messageOf(reply), status: reply.status });
  }
  // An engine that is broken inside answers 500 with the header; what it still can answer is worth having.
  const date = Date.parse(String(reply.headers['date'] ?? ''));
  return {
    version: isOlder(NEWEST_API, version) ? NEWEST_API : version,
    date: Number.isNaN(date) ? Date.now() : date,
    at: performance.now(),
  };
}

function problemOfPing(reply: Reply): EngineError['problem'] {
  // Go's own answer to plain HTTP on a TLS port.
  return messageOf(reply).includes('HTTP request to an HTTPS server') ? 'tls' : 'not-an-engine';
}

function problemOf(reply: Reply): EngineError['problem'] {
  const message = messageOf(reply);
  if (/client version \S+ is too old/.test(message)) return 'api-too-old';
  return /^HTTP \d+: </.test(message) ? 'not-an-engine' : 'other';
}
