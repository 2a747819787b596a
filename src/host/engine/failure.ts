import type { EngineReach } from '#core/model/probes/engine.ts';
import type { Text } from '#core/model/text.ts';
import { mask } from '#core/redact.ts';

export type Problem = NonNullable<EngineReach['problem']>;

interface Failed {
  readonly problem: Problem;
  /** The system's own words; masked here. */
  readonly detail: string;
  /** HTTP status, where one came. */
  readonly status?: number;
}

/** The engine gave no usable answer. Everything else that goes wrong while asking it is our own mistake. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly problem: Problem;
  readonly detail: string;
  readonly status: number | undefined;

  constructor({ problem, detail, status }: Failed) {
    const masked = mask(detail).slice(0, MAX_DETAIL);
    super(masked);
    this.problem = problem;
    this.detail = masked;
    this.status = status;
  }

  get text(): Text {
    const { en, zh } = SENTENCES[this.problem];
    return { en: `${en} (${this.detail}).`, zh: `${zh}（${this.detail}）。` };
  }
}

const MAX_DETAIL = 500;

const SENTENCES: Readonly<Record<Problem, Text>> = {
  'no-socket': { en: 'The engine’s socket does not exist', zh: '引擎的套接字不存在' },
  permission: { en: 'The engine’s socket may not be opened', zh: '没有权限打开引擎的套接字' },
  refused: { en: 'Nobody answers at the engine’s endpoint', zh: '引擎的端点没有程序应答' },
  timeout: { en: 'The engine did not answer in time', zh: '引擎没有及时回答' },
  tls: { en: 'The TLS connection to the engine failed', zh: '与引擎的 TLS 连接失败' },
  'name-not-found': { en: 'The engine’s host name does not resolve', zh: '无法解析引擎的主机名' },
  'not-an-engine': { en: 'What answers at the endpoint is no Docker engine', zh: '在该端点应答的不是 Docker 引擎' },
  'api-too-old': { en: 'The engine refuses this API version', zh: '引擎拒绝该 API 版本' },
  'context-not-found': { en: 'The Docker context cannot be used', zh: '无法使用该 Docker context' },
  other: { en: 'The engine could not answer', zh: '引擎无法回答' },
};

const BY_CODE: Readonly<Record<string, Problem>> = {
  ENOENT: 'no-socket',
  EACCES: 'permission',
  EPERM: 'permission',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EPROTO: 'tls',
};

// The names OpenSSL and Node give to a certificate that is not accepted.
const TLS_CODE = /^(?:ERR_(?:TLS|SSL|OSSL)_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

/** What a failed connection or a broken answer means, by Node's error code. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (TLS_CODE.test(code)) return new EngineError({ problem: 'tls', detail: `${code}: ${message}` });
  if (code.startsWith('HPE_')) return new EngineError({ problem: 'not-an-engine', detail: `${code}: ${message}` });
  return new EngineError({ problem: BY_CODE[code] ?? 'other', detail: message });
}
