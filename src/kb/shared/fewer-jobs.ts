import type { DockerfileChange } from '#core/model/change.ts';
import type { Site } from '#core/model/condition.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { rerun } from '#core/model/steps.ts';
import type { Text } from '#core/model/text.ts';

import { beforeInstruction, dockerfileRemedy, inInstruction } from './instruction-edit.ts';
import { onlyToRepair } from './only-to-repair.ts';

/** What a condition asks so that `Site.jobs` can be known. */
export const JOBS_EVIDENCE = {
  measured: onlyToRepair('project.stepMemory'),
  engine: onlyToRepair('engine.info'),
};

/** The only number that is safe where this very step was never measured. */
const ALONE = 1;
/** `-j4`, `--jobs 4`, `--parallel 4`, `-j$(nproc)`: the number is a word of its own or part of the option's. */
const NUMBER =
  /(?<option>(?<=\s)(?:-j ?|--jobs[= ]|--parallel[= ]|--max-workers[= ]))(?:\d{1,3}|\$\(nproc[^)]{0,40}\)|"\$\(nproc[^)]{0,40}\)"|`nproc`)(?=\s|$)/;
/** The number stands in a variable of the build: `-j${JOBS}`. */
const VARIABLE = /\s(?:-j ?|--jobs[= ]|--parallel[= ]|--max-workers[= ])"?\$\{?(?<name>[A-Za-z_]\w{0,40})\}?/;

/** Where a command begins: the step, the next one of a list, or behind variables that are set for it. */
const COMMAND = String.raw`(?<=(?:^RUN|&&|\|\||;|\bthen|\bdo)\s+(?:--\S+ |[A-Za-z_]\w*=\S* |exec |time )*)`;

interface Tool {
  readonly calls: RegExp;
  /** The option that follows the call; or the variable that this tool reads, for one whose calls stand in a script. */
  readonly option?: (jobs: number) => string;
  readonly variable?: string;
}

/** Tools that take as many jobs as there are processors unless they are told otherwise. */
const TOOLS: readonly Tool[] = [
  { calls: /\bcargo (?:build|install|test|rustc|chef cook)\b|\bmaturin build\b/, variable: 'CARGO_BUILD_JOBS' },
  { calls: /\bcmake --build\b/, variable: 'CMAKE_BUILD_PARALLEL_LEVEL' },
  { calls: /\bgo (?:build|install|test|vet)(?=\s|$)/, option: (jobs) => ` -p ${jobs}` },
  { calls: new RegExp(`${COMMAND}(?:ninja|samu)(?=\\s|$)`), option: (jobs) => ` -j${jobs}` },
  { calls: /\bmeson compile(?=\s|$)/, option: (jobs) => ` -j ${jobs}` },
  { calls: new RegExp(`${COMMAND}(?:\\./gradlew|gradlew?)(?=\\s|$)`), option: (jobs) => ` --max-workers=${jobs}` },
  { calls: /\b(?:swift|cabal) build(?=\s|$)/, option: (jobs) => ` --jobs ${jobs}` },
  { calls: /\bstack (?:build|install)(?=\s|$)/, option: (jobs) => ` -j${jobs}` },
  { calls: /\bbazel(?:isk)? (?:build|test)(?=\s|$)/, option: (jobs) => ` --jobs=${jobs}` },
];

/** The remedy that lets fewer compilers run at once, by whatever way this step has; none where it has none. */
export function fewerJobs(at: Site): Remedy | undefined {
  const { instruction = '', jobs = ALONE } = at;
  const id = 'cap-the-jobs';
  const title = titleOf(at.jobs);
  const name = VARIABLE.exec(instruction)?.groups?.['name'];
  if (name !== undefined) {
    const says = { en: `Build with --build-arg ${name}=${jobs}.`, zh: `用 --build-arg ${name}=${jobs} 构建。` };
    const steps = [rerun({ option: ['--build-arg'], key: name, value: `${name}=${jobs}` }, says)];
    return { id, title, risk: 'reversible', steps };
  }
  const change = { en: 'The same work, with less memory and in more time', zh: '工作相同，内存更少，时间更长' };
  const own = inInstruction(at, NUMBER, ({ groups }) => `${groups?.['option'] ?? ''}${jobs}`);
  return dockerfileRemedy(id, title, change, own ?? tell(at, instruction, jobs));
}

function tell(at: Site, instruction: string, jobs: number): DockerfileChange | undefined {
  const tool = TOOLS.find(({ calls }) => calls.test(instruction));
  if (tool === undefined) return undefined;
  const { calls, option, variable } = tool;
  return option === undefined
    ? beforeInstruction(at, [`ENV ${variable ?? ''}=${jobs}`])
    : inInstruction(at, calls, ([call]) => `${call}${option(jobs)}`);
}

function titleOf(measured: number | undefined): Text {
  if (measured === undefined || measured === ALONE)
    return { en: 'Compile one file at a time', zh: '一次只编译一个文件' };
  return {
    en: `Compile ${measured} files at a time: as many as fit by what this step took before`,
    zh: `一次编译 ${measured} 个文件：按该步骤以往的用量，内存放得下这么多`,
  };
}
