import { REFERENCE } from './compose-files.ts';

export interface PlainParts {
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

const URL_SHAPE = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^:@/]*)(:[^@/]*)?@)?([^:/?#@]*)(:[^/?#]*)?(\/[^?#]*)?(.*)$/is;

/** The URL with other parts; references such as `${X:-y}` in it count as one word. Null where the text is no URL. */
export function withParts(text: string, to: PlainParts): string | null {
  const references: string[] = [];
  const folded = text.replace(REFERENCE, (one) => {
    references.push(one);
    return `\u0001${references.length - 1}\u0001`;
  });
  const match = URL_SHAPE.exec(folded);
  if (match === null) return null;
  const [, scheme = '', user = '', password, host = '', port = '', path = '', rest = ''] = match;
  const newPassword = to.password === undefined ? (password ?? '') : `:${to.password}`;
  const newUser = to.user ?? user;
  const credentials = newUser === '' && newPassword === '' ? '' : `${newUser}${newPassword}@`;
  const newPort = to.port === undefined ? port : `:${to.port}`;
  const newPath = to.database === undefined ? path : `/${to.database}`;
  const made = `${scheme}${credentials}${to.host ?? host}${newPort}${newPath}${rest}`;
  return made.replace(/\u0001(\d+)\u0001/g, (_, index: string) => references[Number(index)] ?? '');
}

/** What must not stand as itself in the part of a URL before `@` or behind `/`; a reference stays one. */
export function escapedForUrl(text: string): string {
  const isReference = new RegExp(`^${REFERENCE.source}$`).test(text);
  return isReference ? text : encodeURIComponent(text);
}
