import type { Change, DockerfileChange, IgnoreChange, Value, WrittenValue, YamlChange } from '#core/model/change.ts';

import {
  addFlag,
  insertAfter,
  insertBefore,
  reads,
  removeVariable,
  replaceInInstruction,
  setBaseImage,
  valueOfVariable,
} from './edits/dockerfile.ts';
import { allowPath, ignorePath, removePattern } from './edits/dockerignore.ts';
import { normalised, setVariable } from './edits/dotenv.ts';
import { ignoredBy } from '../parse/dockerfile/dockerignore.ts';
import { holdsJson, removeJson, setJson, strictJson } from './edits/json.ts';
import { appendItem, removeKey, setValue } from './edits/yaml.ts';
import { escapeDollars, renameKey } from './edits/yaml-words.ts';
import { makeBuildSecret } from './build-secret.ts';
import { composeFiles } from './compose-files.ts';
import { setHostPort } from './host-port.ts';
import { setServiceVariable } from './service-variable.ts';
import type { Files, Made } from './files.ts';
import type { Edited } from './splice.ts';

const PRIVATE = 0o600;
const EXECUTABLE = 0o755;

/** Finds the place of a change in the files and makes it there. Nothing is written. */
export function make(change: Change, files: Files, valueOf: (value: Value) => string | null): Made {
  switch (change.kind) {
    case 'service-variable':
      return setServiceVariable(change, files);
    case 'build-secret':
      return makeBuildSecret(change, files);
    case 'host-port':
      return setHostPort(change, files);
    case 'dotenv': {
      const before = files.read(change.file);
      const value = change.value.from === 'dockerfile' ? writtenIn(change.value, files) : valueOf(change.value);
      if (value === null) return { ok: false, reason: 'no-value' };
      const made = finish(
        change.file,
        before,
        setVariable(before ?? '', change.name, value, { isFirst: change.isFirst === true }),
      );
      return made.ok && before === null ? { ok: true, edit: { ...made.edit, mode: PRIVATE } } : made;
    }
    case 'yaml': {
      const file = change.file ?? holderOf(change, files);
      return file === undefined
        ? { ok: false, reason: 'no-file' }
        : onFile(file, files, (text) => editYaml(text, change));
    }
    case 'dockerfile':
      return onFile(change.file, files, (text) => editDockerfile(text, change));
    case 'ignore': {
      const before = files.read(change.file);
      if (before === null && change.file === '.gitignore' && !isRepository(files))
        return { ok: false, reason: 'no-file' };
      return finish(change.file, before, editIgnore(before ?? '', change));
    }
    case 'json': {
      const before = files.read(change.file);
      const { path, set, was } = change;
      if (was !== undefined && !holdsJson(before ?? '', path, was)) return { ok: false, reason: 'not-found' };
      return finish(
        change.file,
        before,
        set === undefined ? removeJson(before ?? '', path) : setJson(before ?? '', path, set),
      );
    }
    case 'strict-json':
      return onFile(change.file, files, strictJson);
    case 'line-ends':
      return onFile(change.file, files, (text) => ({ ok: true, text: normalised(text) }));
    case 'executable': {
      const text = files.read(change.file);
      if (text === null) return { ok: false, reason: 'no-file' };
      return { ok: true, edit: { file: change.file, before: text, after: text, mode: EXECUTABLE } };
    }
  }
}

function writtenIn({ file, line, name }: WrittenValue, files: Files): string | null {
  const source = files.read(file);
  return source === null ? null : valueOfVariable(source, line, name);
}

function onFile(file: string, files: Files, edit: (text: string) => Edited): Made {
  const before = files.read(file);
  return before === null ? { ok: false, reason: 'no-file' } : finish(file, before, edit(before));
}

function finish(file: string, before: string | null, edited: Edited): Made {
  if (!edited.ok) return edited;
  if (edited.text === before) return { ok: false, reason: 'no-change' };
  return { ok: true, edit: { file, before, after: edited.text } };
}

/** The Compose file in which what is to be changed is written, the one that counts more first; else the one that has most of the way to it. */
function holderOf({ path }: YamlChange, files: Files): string | undefined {
  const found = composeFiles(files);
  for (let length = path.length; length > 1; length--) {
    const holders = found.filter(({ document }) => document.hasIn(path.slice(0, length)));
    // A key that is new belongs to where the service itself is described.
    const holder = length === path.length ? holders[0] : holders.at(-1);
    if (holder !== undefined) return holder.file;
  }
  return found.at(-1)?.file;
}

function editYaml(text: string, { path, set, append, remove, rename, escapeDollars: isEscaping }: YamlChange): Edited {
  if (set !== undefined) return setValue(text, path, set);
  if (append !== undefined) return appendItem(text, path, append);
  if (rename !== undefined) return renameKey(text, path, rename);
  if (isEscaping === true) return escapeDollars(text, path);
  return remove === true ? removeKey(text, path) : { ok: true, text };
}

function editDockerfile(text: string, change: DockerfileChange): Edited {
  const { line, holds } = change;
  if (holds !== undefined && !reads(text, line, holds)) return { ok: false, reason: 'not-found' };
  if (change.replace !== undefined) return replaceInInstruction(text, line, change.replace);
  if (change.baseImage !== undefined) return setBaseImage(text, line, change.baseImage);
  if (change.flag !== undefined) return addFlag(text, line, change.flag);
  if (change.before !== undefined) return insertBefore(text, line, change.before);
  if (change.after !== undefined) return insertAfter(text, line, change.after);
  return change.removeVariable === undefined ? { ok: true, text } : removeVariable(text, line, change.removeVariable);
}

/** In a work tree of its own `.git` is a file. */
function isRepository(files: Files): boolean {
  return (files.read('.git/HEAD') ?? files.read('.git')) !== null;
}

function editIgnore(text: string, { allow, add, remove }: IgnoreChange): Edited {
  if (allow !== undefined) return allowPath(text, allow);
  if (add !== undefined) return ignoredBy(text, add) === undefined ? ignorePath(text, add) : { ok: true, text };
  return remove === undefined ? { ok: true, text } : removePattern(text, remove);
}
