import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';

import type { BuildSecretChange } from '#core/model/change.ts';

import { composeFiles } from './compose-files.ts';
import { appendItem, removeItem, removeKey, setValue } from './edits/yaml.ts';
import type { Files, Made } from './files.ts';
import type { Edited } from './splice.ts';

const REFERENCE = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$/;

/**
 * An argument that a Compose file hands to a build becomes a secret of it, whose value comes from the same variable of the
 * environment. One with a value in the file itself stays: nobody can say where that value is to be kept.
 */
export function makeBuildSecret({ service, name }: BuildSecretChange, files: Files): Made {
  for (const { file, text, document } of composeFiles(files)) {
    const args = ['services', service, 'build', 'args'];
    const given = argumentIn(document, args, name);
    if (given === null) continue;
    if (given.variable === undefined) return { ok: false, reason: 'unsupported-form' };
    const known: unknown = document.toJS();
    if (hasSecret(known, name)) return { ok: false, reason: 'unsupported-form' };
    const edited = inTurn(text, [
      (source) => (given.isOnly ? removeKey(source, args) : without(source, args, name)),
      (source) => appendItem(source, ['services', service, 'build', 'secrets'], name),
      (source) => setValue(source, ['secrets', name, 'environment'], given.variable ?? name),
    ]);
    return edited.ok ? { ok: true, edit: { file, before: text, after: edited.text } } : edited;
  }
  return { ok: false, reason: 'not-found' };
}

interface Given {
  /** The variable of the environment that gives the value; undefined where the file has a value of its own. */
  readonly variable: string | undefined;
  readonly isOnly: boolean;
}

function argumentIn(document: Document, path: readonly string[], name: string): Given | null {
  const args = document.getIn(path, true);
  if (isMap(args)) {
    if (!args.has(name)) return null;
    // Without a value it has the one of the environment.
    const value = args.get(name) ?? null;
    return { variable: value === null ? name : variableIn(String(value)), isOnly: args.items.length === 1 };
  }
  if (!isSeq(args)) return null;
  const own = args.items.map(itemText).filter((item) => item === name || item.startsWith(`${name}=`));
  const [item] = own;
  if (item === undefined || own.length > 1) return null;
  return { variable: item === name ? name : variableIn(item.slice(name.length + 1)), isOnly: args.items.length === 1 };
}

function without(source: string, path: readonly string[], name: string): Edited {
  const args = parseDocument(source, { merge: true, logLevel: 'silent' }).getIn(path, true);
  if (!isSeq(args)) return removeKey(source, [...path, name]);
  const at = args.items.map(itemText).findIndex((item) => item === name || item.startsWith(`${name}=`));
  return removeItem(source, path, at);
}

function itemText(item: unknown): string {
  return isScalar(item) ? String(item.value) : '';
}

function variableIn(text: string): string | undefined {
  const found = REFERENCE.exec(text);
  return found?.[1] ?? found?.[2];
}

function hasSecret(model: unknown, name: string): boolean {
  const secrets = (model as { readonly secrets?: Readonly<Record<string, unknown>> } | null)?.secrets;
  return secrets?.[name] !== undefined;
}

function inTurn(source: string, edits: readonly ((text: string) => Edited)[]): Edited {
  let edited: Edited = { ok: true, text: source };
  for (const one of edits) {
    if (!edited.ok) return edited;
    edited = one(edited.text);
  }
  return edited;
}
