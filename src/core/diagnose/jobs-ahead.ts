import type { OpenAnswers } from '../model/condition.ts';
import type { JobTable } from '../model/memory.ts';
import { jobTable } from './jobs.ts';

// Compilers that start several processes, each with memory of its own.
const COMPILES =
  /\b(?:cargo (?:build|install|test|chef cook)|c?make|ninja|meson compile|bazel build|scons|g\+\+|clang\+\+|go (?:build|install)|gradlew?|mvn|dotnet (?:build|publish)|swift build|stack build|cabal build)\b/;

/** The table of jobs and memory for the compile steps of a project, before they run; undefined where it compiles nothing. */
export function jobsAhead(answers: OpenAnswers): JobTable | undefined {
  const steps = (answers['project.dockerfiles'] ?? []).flatMap(({ instructions }) =>
    instructions.filter(({ keyword, text }) => keyword === 'RUN' && COMPILES.test(text)),
  );
  if (steps.length === 0) return undefined;
  const info = answers['engine.info'];
  return jobTable({
    samples: answers['project.stepMemory'] ?? [],
    ...(info !== undefined && { memory: info.memory, processors: info.cpus }),
  });
}
