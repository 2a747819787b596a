import { createHash, randomBytes } from 'node:crypto';

import type { EnvironmentValue } from '#core/model/probes/project.ts';
import { isSecretName } from '#core/redact/forms.ts';

/** Makes tokens of values: equal values, equal tokens, and no way back. With a name it also notes a value that is secret. */
export type Tokens = (value: string, name?: string) => string;

/** Tokens of one host (or one capture): with another salt the same value has another token. */
export function saltedTokens(salt: Buffer = randomBytes(16), secrets: Set<string> = new Set()): Tokens {
  return (value, name) => {
    if (name !== undefined && value !== '' && isSecretName(name)) secrets.add(value);
    return createHash('sha256').update(salt).update(value).digest('hex').slice(0, 16);
  };
}

const URL_SHAPE = /^([a-z][a-z0-9+.-]*):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?(\[[0-9a-f:.]+\]|[^:/?#@]+)(?::(\d{1,5}))?/i;
// A host, or host:port, and nothing that could be a secret: with dots or dashes in it, or with a port.
const HOST_SHAPE = /^([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*|\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/i;
const HOST_NAME = /(?:^|_)(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|SERVERS|ENDPOINT|BROKERS?|URL)(?:_|$)/i;

/** What may leave the host of a variable's value: a token, and of a URL or host name the parts that are no secret. */
export function environmentValue(name: string, value: string, token: Tokens): EnvironmentValue {
  const url = URL_SHAPE.exec(value);
  const host = url === null && HOST_NAME.test(name) ? HOST_SHAPE.exec(value) : null;
  return {
    isEmpty: value === '',
    token: token(value, name),
    ...(url !== null && {
      url: {
        scheme: (url[1] as string).toLowerCase(),
        host: url[4] as string,
        ...(url[5] !== undefined && { port: Number(url[5]) }),
        user: decode(url[2] ?? ''),
        hasPassword: (url[3] ?? '') !== '',
        userToken: token(decode(url[2] ?? ''), 'user'),
        passwordToken: token(decode(url[3] ?? ''), 'password'),
      },
    }),
    ...(host !== null && {
      host: { name: host[1] as string, ...(host[2] !== undefined && { port: Number(host[2]) }) },
    }),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
