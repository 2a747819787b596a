import type { StepEvent } from '../../model/event.ts';

type Named = Pick<StepEvent, 'name' | 'stage' | 'index' | 'total' | 'platform' | 'target'>;

const BRACKET = /^\[([^\]]*)\] ?(.*)$/s;
const POSITION = /^(\d+)\/(\d+)$/;
const PLATFORM = /^(?:linux|windows|darwin|freebsd|wasi|wasip1|js)\/[\w/.]+(?:->[\w/.]+)?$/;

/**
 * `[<target> <platform> <stage> <i>/<n>] <instruction>` as written by BuildKit's `prefixCommand`
 * (frontend/dockerfile/dockerfile2llb/convert.go) and buildx's multi-target prefix. Read from the right.
 * A lone word can be a stage or a bake target: `isTarget` decides.
 */
export function parseVertexName(printed: string, isTarget: (word: string) => boolean): Named {
  const bracket = BRACKET.exec(printed);
  if (bracket === null) return { name: printed };
  const words = (bracket[1] ?? '').trim().split(/ +/);
  const position = POSITION.exec(words.at(-1) ?? '');
  if (position === null) {
    const target =
      words.length === 2 && ['internal', 'auth', 'context'].includes(words[1] ?? '') ? words[0] : undefined;
    return { name: printed, ...(target !== undefined && { target }) };
  }
  words.pop();
  const at = words.findIndex((word) => PLATFORM.test(word));
  const platform = at === -1 ? undefined : words.splice(at, 1)[0];
  const stage = words.length > 1 || (words[0] !== undefined && !isTarget(words[0])) ? words.at(-1) : undefined;
  const target = words.length > 1 || (words[0] !== undefined && isTarget(words[0])) ? words[0] : undefined;
  return {
    name: bracket[2] ?? '',
    index: Number(position[1]),
    total: Number(position[2]),
    ...(stage !== undefined && { stage }),
    ...(platform !== undefined && { platform }),
    ...(target !== undefined && { target }),
  };
}
