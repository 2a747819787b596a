import { isScalar, isSeq, parseDocument, type Document } from 'yaml';

import { COMPOSE_FILES, OVERRIDE_FILES } from '#core/parse/compose/files.ts';

import { rawVariable } from './edits/dotenv.ts';
import type { Files } from './files.ts';

export const DOTENV = '.env';

export interface ComposeFile {
  readonly file: string;
  readonly text: string;
  readonly document: Document;
}

/** The Compose files of the project that can be read as YAML, those that count more first: the override before the first file. */
export function composeFiles(files: Files): readonly ComposeFile[] {
  return [OVERRIDE_FILES, COMPOSE_FILES].flatMap((names) => {
    for (const file of names) {
      const text = files.read(file);
      if (text === null) continue;
      const document = parseDocument(text, { merge: true, logLevel: 'silent' });
      return document.errors.length > 0 ? [] : [{ file, text, document }];
    }
    return [];
  });
}

/** The words of a service's command behind an option, `--name value` or `--name=value`, as they are written. */
export function rawOption(service: string, option: string, files: Files): string | undefined {
  for (const { document } of composeFiles(files)) {
    for (const key of ['command', 'entrypoint']) {
      const node = document.getIn(['services', service, key], true);
      const words = isSeq(node)
        ? node.items.map((item) => String(isScalar(item) ? item.value : ''))
        : isScalar(node)
          ? String(node.value ?? '')
              .split(/\s+/)
              .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'))
          : [];
      const at = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
      const word = words[at];
      if (word !== undefined) return word === option ? words[at + 1] : word.slice(option.length + 1);
    }
  }
  return undefined;
}

export const REFERENCE = /\$\{[^{}]*\}/g;

/** The variable of `.env` that a text is a reference to and nothing else; undefined where `.env` does not have it. */
export function referred(text: string, files: Files): { readonly name: string; readonly text: string } | undefined {
  const reference = /^\$(?:\{([A-Za-z_]\w*)(?::?[-?][^{}]*)?\}|([A-Za-z_]\w*))$/.exec(text);
  const name = reference?.[1] ?? reference?.[2];
  const value = name === undefined ? undefined : rawVariable(files.read(DOTENV) ?? '', name);
  return name === undefined || value === undefined ? undefined : { name, text: value };
}
