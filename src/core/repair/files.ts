import type { Edited } from './splice.ts';

/** The files a change may read, as text; null where there is none. */
export interface Files {
  readonly read: (path: string) => string | null;
}

/** A file as it shall be. `mode` where the change is about it, or where a new file must not be open to everybody. */
export interface FileEdit {
  readonly file: string;
  readonly before: string | null;
  readonly after: string;
  readonly mode?: number;
}

export type Refusal = Extract<Edited, { ok: false }>['reason'] | 'no-file' | 'no-value' | 'no-change';
export type Made = { readonly ok: true; readonly edit: FileEdit } | { readonly ok: false; readonly reason: Refusal };
