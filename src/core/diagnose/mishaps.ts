import type { Text } from '../model/text.ts';
import { mask } from '../redact.ts';

const MAX_REASON = 200;

/** What of a condition's code can end with an error, as it is told. */
const PARTS = {
  signatures: { en: 'its signatures could not be compared', zh: '无法比对它的特征' },
  headline: { en: 'its headline could not be written', zh: '无法写出它的标题' },
  remedies: { en: 'its remedies could not be worked out', zh: '无法得出它的修复办法' },
  retry: { en: 'whether to try again could not be told', zh: '无法判断是否值得重试' },
  ahead: { en: 'it could not be looked for', zh: '无法预先检查它' },
} as const satisfies Record<string, Text>;

/**
 * Conditions that end with an error: a fault of drydock's own. It costs only what was asked for at that moment, never the
 * diagnosis, and is said once for each condition and part.
 */
export class Mishaps {
  readonly #said = new Map<string, Text>();

  /** What the work gives, or the fallback where it throws. */
  spare<T>(condition: string, part: keyof typeof PARTS, fallback: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      const { en, zh } = ownFault(condition, error);
      this.#said.set(`${condition} ${part}`, { en: `${en}: ${PARTS[part].en}.`, zh: `${zh}：${PARTS[part].zh}。` });
      return fallback;
    }
  }

  said(): readonly Text[] {
    return [...this.#said.values()];
  }
}

/** Names the condition and what was thrown, without a full stop. */
export function ownFault(condition: string, error: unknown): Text {
  const reason = mask(
    (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, MAX_REASON),
  );
  return {
    en: `An error of drydock itself in the condition ${condition} (${reason})`,
    zh: `drydock 自身在条件 ${condition} 中出错（${reason}）`,
  };
}
