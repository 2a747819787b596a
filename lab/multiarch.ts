import type { Bench } from './bench.ts';
import type { Fault } from './fault.ts';

/** One compiler of `lab/stacks/multiarch` needs 251 MB (measured), so one fits and two at once do not. */
export const FOR_ONE = 380;
/** Two fit, with what the rest of the step takes; four do not. */
export const FOR_TWO = 800;

interface Compilation {
  readonly jobs: number;
  /** Memory of the group, in MB; absent: as much as the machine has. */
  readonly limit?: number;
}

/** Builds `lab/stacks/multiarch` with so many compilers at a time, in a group with little memory or in none. */
export function multiarch({ jobs, limit }: Compilation): Pick<Fault, 'images' | 'setUp' | 'act'> {
  return {
    images: ['gcc', 'debian'],
    setUp: async (bench) => {
      bench.stack('multiarch');
      // The compiler's own pages have to be in the cache already: charged to the small group they would only be
      // reclaimed over and over, for minutes and without a kill.
      if (limit !== undefined) {
        await bench.must(
          'docker run --rm gcc:12 sh -c "cat $(docker run --rm gcc:12 g++ -print-prog-name=cc1plus) /usr/bin/*as /lib/x86_64-linux-gnu/*.so* /bin/* >/dev/null 2>&1 || true"',
        );
      }
    },
    act: (bench) => bench.build(argumentsOf(bench, { jobs, ...(limit !== undefined && { limit }) }), { seconds: 500 }),
  };
}

export function argumentsOf(bench: Bench, { jobs, limit }: Compilation): readonly string[] {
  const group = limit === undefined ? [] : ['--cgroup-parent', bench.limitMemory('compilers', limit)];
  return ['-f', 'Dockerfile.multiarch', '--build-arg', `JOBS=${jobs}`, ...group, '.'];
}
