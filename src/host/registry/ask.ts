import type { RegistryReply } from '#core/model/probes/registry.ts';

const MILLISECONDS = 3000;

export interface Asked {
  readonly reply: RegistryReply;
  /** Registry clock minus ours, seconds. */
  readonly clockSkew?: number;
  readonly challenge: string | null;
}

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** One HEAD or GET without a body, with a time limit. A redirect is not followed to another host with the token. */
export async function askRegistry(url: string, method: 'HEAD' | 'GET', token?: string): Promise<Asked> {
  const headers = { Accept: MANIFESTS, ...(token !== undefined && { Authorization: `Bearer ${token}` }) };
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(MILLISECONDS),
    });
    await response.body?.cancel();
    const date = Date.parse(response.headers.get('date') ?? '');
    const rateLimit = rateLimitOf(response.headers);
    return {
      reply: { status: response.status, ...(rateLimit !== undefined && { rateLimit }) },
      ...(!Number.isNaN(date) && { clockSkew: Math.round((date - Date.now()) / 1000) }),
      challenge: response.headers.get('www-authenticate'),
    };
  } catch (error) {
    return { reply: failureOf(error), challenge: null };
  }
}

/** `ratelimit-limit: 100;w=21600` of Docker Hub. */
function rateLimitOf(headers: Headers): RegistryReply['rateLimit'] {
  const limit = /^(\d+);w=(\d+)$/.exec(headers.get('ratelimit-limit') ?? '');
  const remaining = /^(\d+)/.exec(headers.get('ratelimit-remaining') ?? '');
  if (limit === null || remaining === null) return undefined;
  return { limit: Number(limit[1]), remaining: Number(remaining[1]), seconds: Number(limit[2]) };
}

function failureOf(error: unknown): RegistryReply {
  if (error instanceof Error && error.name === 'TimeoutError') return { problem: 'timeout' };
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  const code = typeof cause?.code === 'string' ? cause.code : '';
  return { problem: PROBLEMS[code] ?? (isTls(code) ? 'tls' : 'other'), ...(code !== '' && { detail: code }) };
}

const PROBLEMS: Readonly<Record<string, NonNullable<RegistryReply['problem']>>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
};

function isTls(code: string): boolean {
  return /^(?:ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EPROTO)/.test(code);
}

/** An anonymous token for a `Bearer realm="…",service="…",scope="…"` challenge; undefined where none is given. */
export async function anonymousToken(challenge: string, repository: string, host: string): Promise<string | undefined> {
  const fields = new Map([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
  const realm = fields.get('realm');
  if (!/^bearer /i.test(challenge) || realm === undefined || !URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  // A token server over plain http is followed only where the registry itself is this machine.
  if (url.protocol !== 'https:' && !/^(?:localhost|127\.0\.0\.1)(?::|$)/.test(host)) return undefined;
  url.searchParams.set('service', fields.get('service') ?? host);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(MILLISECONDS) });
    const body = (await response.json()) as { token?: unknown; access_token?: unknown };
    const token = body.token ?? body.access_token;
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}

/** `fetch` of this Node does not go through proxies: behind one it would see another network than the engine. */
export function proxyInTheWay(environment: Readonly<Record<string, string | undefined>>): string | null {
  const name = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].find((key) => environment[key]);
  return name ?? null;
}
