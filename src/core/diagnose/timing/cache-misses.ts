import type { SlowAdvice } from '../../model/timing.ts';
import { mask } from '../../redact.ts';
import type { Instruction } from '../../parse/dockerfile/instructions.ts';
import type { Build } from './build.ts';
import { lengthOf, type Node } from './graph.ts';

/** Fetches what others made and needs a list of it alone, not the project's own source. */
const DEPENDENCIES =
  /\b(?:npm (?:ci|i|install)\b|yarn install|yarn --frozen|pnpm (?:i|install|fetch)\b|bun install|pip3? install (?!\.(?:\s|$)|-e )|poetry install|uv sync|uv pip install -r|pipenv (?:install|sync)|go mod download|cargo (?:fetch|chef cook)|bundle install|composer install|dependency:(?:go-offline|resolve)|dotnet restore|apt-get .{0,40}?install|apk (?:--\S+ )*add|(?:dnf|yum|microdnf) .{0,20}?install|conda (?:install|env))/;
/** `COPY . .`: every file of the project is a part of it. */
const EVERYTHING = /^(?:COPY|ADD)\s+(?:--(?!from)\S+\s+)*(?:\.\/?|\.\/\*|\*)\s+\S+\s*$/i;
/** What a program sets anew for each build. */
const NEW_EACH_TIME =
  /^(?:BUILD_?(?:DATE|TIME|TIMESTAMP|ID|NUMBER|VERSION|REF)|(?:GIT|VCS|SOURCE|COMMIT)_?(?:SHA|COMMIT|REF|REV|REVISION|HASH|BRANCH|DATE)?|REVISION|SHA|TIMESTAMP|CACHE_?BUST(?:ER)?|DATE|NOW)$/i;
const WORTH_SECONDS = 5;

/** A step that fetches dependencies behind `COPY . .` runs again whenever any file changes. */
export function dependenciesAfterCopy(build: Build): readonly SlowAdvice[] {
  return build.nodes.flatMap((node) => {
    const { event, status } = node.step;
    if (status !== 'done' || node.seconds < WORTH_SECONDS || !/^RUN\s/i.test(event.name)) return [];
    if (!DEPENDENCIES.test(event.name)) return [];
    const before = earlier(node, build.nodes);
    const copy = before.findLast(({ step }) => EVERYTHING.test(step.event.name));
    if (copy === undefined || copy.step.status !== 'done') return [];
    const isMissHere = before[before.indexOf(copy) - 1]?.step.status === 'cached';
    const what = mask(copy.step.event.name);
    return [
      {
        reason: 'dependencies-after-copy' as const,
        headline: {
          en: `\`${short(event.name)}\` runs again whenever any file changes, because \`${what}\` stands before it`,
          zh: `\`${what}\` 在 \`${short(event.name)}\` 之前，任何文件变动都会让后者重新执行`,
        },
        todo: {
          en: 'Copy the list of dependencies alone (package.json and lock file, requirements.txt, go.mod and go.sum, Cargo.toml …), install, and copy the rest after that.',
          zh: '先只复制依赖清单（package.json 与锁文件、requirements.txt、go.mod 与 go.sum、Cargo.toml 等），安装依赖，再复制其余文件。',
        },
        instruction: what,
        ...lineOf(copy, build),
        saves: saved(build, [node]),
        sure: isMissHere ? ('measured' as const) : ('estimated' as const),
      },
    ];
  });
}

/** The first step that missed the cache copies nothing: then what it sees of the build's arguments has changed. */
export function changingArguments(build: Build): readonly SlowAdvice[] {
  const { dockerfile } = build.around;
  if (dockerfile === null) return [];
  return build.nodes.flatMap((node) => {
    const { event, status } = node.step;
    if (status !== 'done' || !/^RUN\s/i.test(event.name)) return [];
    if (earlier(node, build.nodes).at(-1)?.step.status !== 'cached') return [];
    const run = instructionOf(node, dockerfile.instructions);
    if (run === undefined) return [];
    const argument = argumentsBefore(run, dockerfile.instructions).find(
      ({ name }) => NEW_EACH_TIME.test(name) && !run.text.includes(name),
    );
    if (argument === undefined) return [];
    const rest = build.nodes.filter((other) => other === node || earlier(other, build.nodes).includes(node));
    return [
      {
        reason: 'changing-argument' as const,
        headline: {
          en: `ARG ${argument.name} has another value in each build, and every RUN below it misses the cache`,
          zh: `ARG ${argument.name} 每次构建的值都不同，它下面的每个 RUN 都无法使用缓存`,
        },
        todo: {
          en: 'Move it below the last step that does not need it, best right before the LABEL or ENV that uses it.',
          zh: '把它移到不需要它的最后一步之后，最好紧挨着使用它的 LABEL 或 ENV。',
        },
        instruction: `ARG ${argument.name}`,
        line: argument.line,
        saves: saved(build, rest),
        sure: 'estimated' as const,
      },
    ];
  });
}

/** The steps before one in its own chain, first step first. */
function earlier(node: Node, nodes: readonly Node[]): readonly Node[] {
  const { stage, platform, target, index = 0 } = node.step.event;
  return nodes
    .filter(({ step: { event } }) => {
      const isOwn = event.stage === stage && event.platform === platform && event.target === target;
      return isOwn && event.index !== undefined && event.index < index;
    })
    .toSorted((a, b) => (a.step.event.index ?? 0) - (b.step.event.index ?? 0));
}

/** How much sooner the build would have been over without these steps. */
function saved({ nodes }: Build, without: readonly Node[]): number {
  return lengthOf(nodes) - lengthOf(nodes, new Map(without.map(({ step }) => [step.key, 0])));
}

function lineOf(node: Node, { around: { dockerfile } }: Build): { line?: number } {
  const found = dockerfile === null ? undefined : instructionOf(node, dockerfile.instructions);
  return found === undefined ? {} : { line: found.line };
}

function instructionOf({ step }: Node, instructions: readonly Instruction[]): Instruction | undefined {
  const same = instructions.filter(({ text }) => plain(text) === plain(step.event.name));
  // Two instructions that read the same cannot be told apart by what a log prints.
  return same.length === 1 ? same[0] : undefined;
}

function plain(text: string): string {
  return text
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function argumentsBefore(
  run: Instruction,
  instructions: readonly Instruction[],
): readonly { name: string; line: number }[] {
  const before = instructions.slice(0, instructions.indexOf(run));
  const from = before.findLastIndex(({ keyword }) => keyword === 'FROM');
  return before.slice(from + 1).flatMap(({ keyword, text, line }) => {
    const name = /^ARG\s+([A-Za-z_]\w*)/i.exec(text)?.[1];
    return keyword === 'ARG' && name !== undefined ? [{ name, line }] : [];
  });
}

export function short(name: string): string {
  const text = mask(name).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
