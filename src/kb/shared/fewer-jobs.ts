import type { Site } from '#core/model/condition.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { rerun } from '#core/model/steps.ts';

import { beforeInstruction, dockerfileRemedy, inInstruction } from './instruction-edit.ts';

/** The only number that is safe without a measurement of this very step; what was measured stands in the report's table. */
const JOBS = 1;
/** `-j4`, `--jobs 4`, `--parallel 4`, `-j$(nproc)`: the number is a word of its own or part of the option's. */
const NUMBER =
  /(?<option>(?<=\s)(?:-j ?|--jobs[= ]|--parallel[= ]))(?:\d{1,3}|\$\(nproc[^)]{0,40}\)|"\$\(nproc[^)]{0,40}\)"|`nproc`)(?=\s|$)/;
/** The number stands in a variable of the build: `-j${JOBS}`. */
const VARIABLE = /\s(?:-j ?|--jobs[= ]|--parallel[= ])"?\$\{?(?<name>[A-Za-z_]\w{0,40})\}?/;

/** Tools that ask the machine how many processors it has, and the variable that tells them otherwise. */
const TOOLS: readonly (readonly [RegExp, string])[] = [
  [/\bcargo (?:build|install|test|rustc)\b|\bmaturin build\b/, `ENV CARGO_BUILD_JOBS=${JOBS}`],
  [/\bcmake --build\b/, `ENV CMAKE_BUILD_PARALLEL_LEVEL=${JOBS}`],
];

/** The remedy that lets fewer compilers run at once, by whatever way this step has; none where it has none. */
export function fewerJobs(at: Site): Remedy | undefined {
  const text = at.instruction ?? '';
  const id = 'cap-the-jobs';
  const title = { en: 'Compile one file at a time', zh: '一次只编译一个文件' };
  const name = VARIABLE.exec(text)?.groups?.['name'];
  if (name !== undefined) {
    const says = { en: `Build with --build-arg ${name}=${JOBS}.`, zh: `用 --build-arg ${name}=${JOBS} 构建。` };
    const steps = [rerun({ option: ['--build-arg'], key: name, value: `${name}=${JOBS}` }, says)];
    return { id, title, risk: 'reversible', steps };
  }
  const change = { en: 'The same work, with less memory and in more time', zh: '工作相同，内存更少，时间更长' };
  const own = inInstruction(at, NUMBER, ({ groups }) => `${groups?.['option'] ?? ''}${JOBS}`);
  if (own !== undefined) return dockerfileRemedy(id, title, change, own);
  const tool = TOOLS.find(([pattern]) => pattern.test(text));
  return tool === undefined ? undefined : dockerfileRemedy(id, title, change, beforeInstruction(at, [tool[1]]));
}
