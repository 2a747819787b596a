import { hideEnvFile, isEnvFile } from './redact/env-file.ts';
import { hideForms, type Hide } from './redact/forms.ts';
import { hideKeys } from './redact/pem.ts';

/** Shorter values stand in too many words. */
const SHORTEST_KNOWN = 6;
const MAX_KNOWN = 2000;

/**
 * Takes secrets out of texts of one run. Equal secrets get the same number, so that a reader sees that two are equal without
 * seeing either; numbers are given as secrets come along, so nothing about a secret can be worked out from its number.
 */
export interface Masker {
  readonly mask: (text: string) => string;
  /** A file of the project, by the rules of its kind. */
  readonly maskFile: (path: string, text: string) => string;
  /** Hides a text that is known to be a secret as a whole. */
  readonly hide: Hide;
  /** From now on these values are hidden wherever they stand. Short ones and ordinary words are left alone. */
  readonly learn: (values: Iterable<string>) => void;
}

export function createMasker(): Masker {
  const numbers = new Map<string, number>();
  const known = new Set<string>();
  let anyKnown: RegExp | null = null;
  const hide: Hide = (secret) => {
    let number = numbers.get(secret);
    if (number === undefined) numbers.set(secret, (number = numbers.size + 1));
    return `***${number}*`;
  };
  const maskText = (text: string): string => {
    const bare = anyKnown === null ? text : text.replace(anyKnown, hide);
    return hideAll(bare, hide);
  };
  return {
    hide,
    mask: maskText,
    maskFile: (path, text) => maskText(isEnvFile(path) ? hideEnvFile(text, hide) : text),
    learn: (values) => {
      const before = known.size;
      for (const value of values) if (known.size < MAX_KNOWN && isTellingApart(value)) known.add(value);
      if (known.size > before) anyKnown = anyOf([...known]);
    },
  };
}

/** The same text with secrets masked, without telling which are equal. Masking twice changes nothing. */
export function mask(text: string): string {
  return hideAll(text, () => '***');
}

/** `***12*`: what a masker puts in a secret's place. The star behind keeps the number apart from digits that follow. */
export const NUMBERED = /\*{3}(\d{1,9})\*/g;

/** Secrets of a project's file: there they stand in a form of their own, and turn up bare in logs. */
export function findSecrets(path: string, text: string): readonly string[] {
  const found = new Set<string>();
  const note: Hide = (secret) => {
    for (const one of [secret, decoded(secret)]) found.add(one);
    return '***';
  };
  hideAll(isEnvFile(path) ? hideEnvFile(text, note) : text, note);
  return [...found];
}

/** A password inside a URL is percent-encoded there, and plain where a program prints it. */
function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}

/** Hiding one secret can lay open the beginning of the next (`…tokenCookie: …`), so it is done until nothing changes. */
function hideAll(text: string, hide: Hide): string {
  let hidden = text;
  for (let pass = 0; pass < PASSES; pass++) {
    const before = hidden;
    hidden = hideForms(before.includes('PRIVATE KEY') ? hideKeys(before, hide) : before, hide);
    if (hidden === before) break;
  }
  return hidden;
}

const PASSES = 4;

/** Ordinary words make bad secrets, and hiding them everywhere would hide the log. */
const ORDINARY =
  /^(?:pass(?:word|wd)?|secrets?|changeme|change-?me|change_me|example|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|docker|compose|admin(?:istrator)?|default|development|production|staging|testing|test(?:test)?|localhost|guest|minio(?:admin)?|grafana|elastic|kibana|wordpress|nextcloud|keycloak|sample|dummy|foobar|supersecret|service|backend|frontend|server|client|database|token|string|required|optional|mysecretpassword|public|private|master|container|network|volume|healthy|unhealthy|started|running|exited|failed|failure|error|errors|warning|warnings)$/i;

function isTellingApart(value: string): boolean {
  return (
    value.length >= SHORTEST_KNOWN &&
    value.length <= 4000 &&
    !/^\d{1,8}$|^\*{3}|\*{3}\d+\*/.test(value) &&
    !ORDINARY.test(value)
  );
}

function anyOf(values: readonly string[]): RegExp {
  const longestFirst = values.toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((value) => value.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&')).join('|'), 'g');
}
