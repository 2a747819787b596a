import { isMap, isScalar, isSeq } from 'yaml';

import type { HostPortChange } from '#core/model/change.ts';

import { composeFiles, DOTENV, referred } from './compose-files.ts';
import { setVariable } from './edits/dotenv.ts';
import { setValue } from './edits/yaml.ts';
import type { Files, Made } from './files.ts';

/** `address:`, then the host's port or a variable for it, then the container's port. */
const SHORT = /^((?:\[[\da-f:]+\]|[\d.]+):)?(\d+|\$\{[^{}]*\}|\$\w+)(:\d+(?:\/\w+)?)$/i;

/** Publishes a port of a service on another port of the host, at the place where the number is written. */
export function setHostPort({ service, from, to }: HostPortChange, files: Files): Made {
  for (const { file, text, document } of composeFiles(files)) {
    const path = ['services', service, 'ports'];
    const ports = document.getIn(path, true);
    if (!isSeq(ports)) continue;
    for (const [at, item] of ports.items.entries()) {
      if (!isMap(item) && !isScalar(item)) continue;
      const written = String((isMap(item) ? item.get('published') : item.value) ?? '');
      const [, address = '', port = '', rest = ''] = isMap(item) ? ['', '', written] : (SHORT.exec(written) ?? []);
      const place = isMap(item) ? [...path, at, 'published'] : [...path, at];
      const variable = referred(port, files);
      if (variable?.text === String(from)) {
        const before = files.read(DOTENV) ?? '';
        const edited = setVariable(before, variable.name, String(to));
        return edited.ok ? { ok: true, edit: { file: DOTENV, before, after: edited.text } } : edited;
      }
      const changed = changedPort(port, from, to);
      if (changed === null) continue;
      const edited = setValue(text, place, `${address}${changed}${rest}`);
      return edited.ok ? { ok: true, edit: { file, before: text, after: edited.text } } : edited;
    }
  }
  return { ok: false, reason: 'not-found' };
}

/** The number, or the default of a variable that nobody has set. */
function changedPort(written: string, from: number, to: number): string | null {
  if (written === String(from)) return String(to);
  const [, head, fallback, end] = /^(\$\{\w+:?-)(\d+)(\})$/.exec(written) ?? [];
  return fallback === String(from) ? `${head}${to}${end}` : null;
}
