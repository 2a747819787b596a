import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

import type { ServiceVariableChange } from '#core/model/change.ts';
import { COMPOSE_FILES, OVERRIDE_FILES } from '#core/parse/compose/files.ts';

import { rawVariable, setVariable } from './edits/dotenv.ts';
import { setValue } from './edits/yaml.ts';
import type { Files, Made } from './files.ts';

const DOTENV = '.env';

/** Where the value that counts is written: the override before the first file, `environment` before `env_file`. */
type Place =
  | {
      readonly in: 'yaml';
      readonly file: string;
      readonly path: readonly (string | number)[];
      readonly text: string;
      readonly isListItem: boolean;
    }
  | { readonly in: 'dotenv'; readonly file: string; readonly name: string; readonly text: string };

/** Gives a service's variable another value, or other parts of the URL it holds, at the one place where it is written. */
export function setServiceVariable({ service, name, to }: ServiceVariableChange, files: Files): Made {
  const place = find(service, name, files);
  if (place === null) return { ok: false, reason: 'not-found' };
  const text = 'text' in to ? to.text : withParts(place.text, to);
  if (text === null) return { ok: false, reason: 'unsupported-form' };
  const before = files.read(place.file);
  if (before === null) return { ok: false, reason: 'no-file' };
  if (text === place.text) return { ok: false, reason: 'no-change' };
  const edited =
    place.in === 'dotenv'
      ? setVariable(before, place.name, text, { expands: true })
      : setValue(before, place.path, place.isListItem ? `${name}=${text}` : text);
  return edited.ok ? { ok: true, edit: { file: place.file, before, after: edited.text } } : edited;
}

function find(service: string, name: string, files: Files): Place | null {
  const present = [OVERRIDE_FILES, COMPOSE_FILES].map((names) => names.find((file) => files.read(file) !== null));
  for (const file of present) {
    if (file === undefined) continue;
    const place = inCompose(file, service, name, files);
    if (place !== null) return place;
  }
  return null;
}

function inCompose(file: string, service: string, name: string, files: Files): Place | null {
  const document = parseDocument(files.read(file) ?? '', { merge: true, logLevel: 'silent' });
  if (document.errors.length > 0) return null;
  const path = ['services', service, 'environment'];
  const environment = document.getIn(path, true);
  if (isSeq(environment)) {
    const at = environment.items.findLastIndex((item) => isScalar(item) && String(item.value).startsWith(`${name}=`));
    const item = environment.items[at];
    if (isScalar(item))
      return through(
        { in: 'yaml', file, path: [...path, at], text: String(item.value).slice(name.length + 1), isListItem: true },
        files,
      );
  } else if (isMap(environment)) {
    const value = environment.get(name, true);
    if (isScalar(value))
      return through(
        { in: 'yaml', file, path: [...path, name], text: String(value.value ?? ''), isListItem: false },
        files,
      );
  }
  return inEnvFiles(document.getIn(['services', service, 'env_file']), name, files);
}

function inEnvFiles(listed: unknown, name: string, files: Files): Place | null {
  const entries: readonly unknown[] = isSeq(listed) ? listed.items : [listed];
  const paths = entries.flatMap((entry) => {
    const value: unknown = isMap(entry) ? entry.get('path') : isScalar(entry) ? entry.value : entry;
    return typeof value === 'string' ? [value.replace(/^\.\//, '')] : [];
  });
  for (const file of paths.toReversed()) {
    const text = rawVariable(files.read(file) ?? '', name);
    if (text !== undefined) return { in: 'dotenv', file, name, text };
  }
  return null;
}

/** A value that is one reference and nothing else stands in `.env`. */
function through(place: Place, files: Files): Place {
  const reference = /^\$(?:\{([A-Za-z_]\w*)(?::?[-?][^{}]*)?\}|([A-Za-z_]\w*))$/.exec(place.text);
  const name = reference?.[1] ?? reference?.[2];
  if (name === undefined) return place;
  const text = rawVariable(files.read(DOTENV) ?? '', name);
  return text === undefined ? place : { in: 'dotenv', file: DOTENV, name, text };
}

const REFERENCE = /\$\{[^{}]*\}/g;
const URL_SHAPE = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^:@/]*)(:[^@/]*)?@)?([^:/?#@]*)(:[^/?#]*)?(.*)$/is;

/** The URL with other parts; references such as `${X:-y}` in it count as one word. Null where the text is no URL. */
function withParts(
  text: string,
  to: { readonly host?: string; readonly port?: number; readonly user?: string; readonly password?: string },
): string | null {
  const references: string[] = [];
  const folded = text.replace(REFERENCE, (one) => {
    references.push(one);
    return `\u0001${references.length - 1}\u0001`;
  });
  const match = URL_SHAPE.exec(folded);
  if (match === null) return null;
  const [, scheme = '', user = '', password, host = '', port = '', rest = ''] = match;
  const newPassword = to.password === undefined ? (password ?? '') : `:${to.password}`;
  const newUser = to.user ?? user;
  const credentials = newUser === '' && newPassword === '' ? '' : `${newUser}${newPassword}@`;
  const newPort = to.port === undefined ? port : `:${to.port}`;
  const made = `${scheme}${credentials}${to.host ?? host}${newPort}${rest}`;
  return made.replace(/\u0001(\d+)\u0001/g, (_, index: string) => references[Number(index)] ?? '');
}
