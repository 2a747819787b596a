import type { Remedy } from '../model/remedy.ts';
import type { Text } from '../model/text.ts';
import { mask } from '../redact.ts';

/** Prose is wrapped in the source; a blank joins English lines, nothing joins Chinese ones. */
export function joined({ en, zh }: Text): Text {
  return { en: en.replace(/\s*\n\s*/g, ' ').trim(), zh: zh.replace(/\s*\n\s*/g, '').trim() };
}

export function masked({ en, zh }: Text): Text {
  return { en: mask(en), zh: mask(zh) };
}

export function isRemedy(remedy: Remedy | false | undefined): remedy is Remedy {
  return remedy !== false && remedy !== undefined;
}
