import { isMap, isScalar, isSeq, type Document } from 'yaml';

import type { ServiceVariableChange, UrlPart, UrlParts } from '#core/model/change.ts';

import { composeFiles, DOTENV, rawOption, referred, type ComposeFile } from './compose-files.ts';
import { rawVariable, refersBackwards, setVariable } from './edits/dotenv.ts';
import { appendItem, setValue } from './edits/yaml.ts';
import { escapedForUrl, withParts, type PlainParts } from './url-parts.ts';
import type { Files, Made } from './files.ts';

const ENVIRONMENT: readonly string[] = ['environment'];
const BUILD_ARGUMENTS: readonly string[] = ['build', 'args'];

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
export function setServiceVariable({ service, name, to, ofBuild }: ServiceVariableChange, files: Files): Made {
  const place = find(service, name, files, ofBuild === undefined ? ENVIRONMENT : BUILD_ARGUMENTS);
  if (ofBuild !== undefined && place?.text !== ofBuild.was) return { ok: false, reason: 'not-found' };
  if (place === null) return 'text' in to ? add(service, name, to.text, files) : { ok: false, reason: 'not-found' };
  const text = 'text' in to ? to.text : 'same' in to ? textOf(to.same, files) : withUrlParts(place.text, to, files);
  if (text === null) return { ok: false, reason: 'unsupported-form' };
  const before = files.read(place.file);
  if (before === null) return { ok: false, reason: 'no-file' };
  if (text === place.text) return { ok: false, reason: 'no-change' };
  if (place.in === 'dotenv' && !refersBackwards(before, place.name, text)) {
    return { ok: false, reason: 'unsupported-form' };
  }
  const edited =
    place.in === 'dotenv'
      ? setVariable(before, place.name, text, { expands: true })
      : setValue(before, place.path, place.isListItem ? `${name}=${text}` : text);
  return edited.ok ? { ok: true, edit: { file: place.file, before, after: edited.text } } : edited;
}

/** A variable that is nowhere yet, in the file in which the service itself is described. */
function add(service: string, name: string, text: string, files: Files): Made {
  const holder = composeFiles(files).findLast(({ document }) => document.hasIn(['services', service]));
  if (holder === undefined) return { ok: false, reason: 'not-found' };
  const path = ['services', service, 'environment'];
  const edited = isSeq(holder.document.getIn(path, true))
    ? appendItem(holder.text, path, `${name}=${text}`)
    : setValue(holder.text, [...path, name], text);
  return edited.ok ? { ok: true, edit: { file: holder.file, before: holder.text, after: edited.text } } : edited;
}

function find(service: string, name: string, files: Files, keys: readonly string[] = ENVIRONMENT): Place | null {
  for (const file of composeFiles(files)) {
    const place = inCompose(file, ['services', service, ...keys], name, files);
    if (place !== null) return place;
    const given = keys === ENVIRONMENT ? inEnvFiles(file.document, service, name, files) : null;
    if (given !== null) return given;
  }
  return null;
}

function inCompose({ file, document }: ComposeFile, path: readonly string[], name: string, files: Files): Place | null {
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
  return null;
}

function inEnvFiles(document: Document, service: string, name: string, files: Files): Place | null {
  const listed = document.getIn(['services', service, 'env_file']);
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
  const found = referred(place.text, files);
  return found === undefined ? place : { in: 'dotenv', file: DOTENV, ...found };
}

function withUrlParts(text: string, { host, port, ...taken }: UrlParts, files: Files): string | null {
  const parts: { -readonly [K in keyof PlainParts]: PlainParts[K] } = {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
  };
  for (const key of ['user', 'password', 'database'] as const) {
    if (taken[key] === undefined) continue;
    const part = textOf(taken[key], files);
    if (part === null) return null;
    parts[key] = escapedForUrl(part);
  }
  return withParts(text, parts);
}

/** As it is written at the other service: a reference stays a reference. Null where it is not written, or mixed with something. */
function textOf(part: UrlPart, files: Files): string | null {
  if (typeof part === 'string') return part;
  const text = 'option' in part ? rawOption(part.of, part.option, files) : writtenValue(part.of, part.variable, files);
  if (text === undefined || text === '') return null;
  const isMixed = text.includes('$') && !/^\$\{[^{}]*\}$/.test(text);
  return isMixed ? null : text;
}

/** The text in the Compose file itself, where the value stands there; what stands in an env file is only known to the service. */
function writtenValue(service: string, name: string, files: Files): string | undefined {
  for (const file of composeFiles(files)) {
    const environment = file.document.getIn(['services', service, 'environment'], true);
    const text = isMap(environment)
      ? environment.get(name)
      : isSeq(environment)
        ? environment.items
            .map((item) => String(isScalar(item) ? item.value : ''))
            .findLast((item) => item.startsWith(`${name}=`))
            ?.slice(name.length + 1)
        : undefined;
    if (typeof text === 'string' || typeof text === 'number') return String(text);
  }
  const place = find(service, name, files);
  return place?.text;
}
