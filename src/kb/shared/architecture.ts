import type { EngineArchitecture } from '#core/model/probes/engine.ts';
import type { Text } from '#core/model/text.ts';

/** Seen for sure: another processor, and no emulator for it. */
export function cannotRun({ made, engine, emulator }: EngineArchitecture): boolean {
  return made !== engine && emulator === 'absent';
}

export function tellsArchitecture({ image, made, engine, emulator }: EngineArchitecture): Text {
  const none =
    emulator === 'absent'
      ? { en: ', and the kernel has no emulator for it', zh: '，内核也没有对应的模拟器' }
      : { en: '', zh: '' };
  return {
    en: `${image} was made for ${made}, and the engine runs on ${engine}${none.en}.`,
    zh: `${image} 适用于 ${made}，而引擎运行在 ${engine} 上${none.zh}。`,
  };
}
