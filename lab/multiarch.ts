import type { Bench } from './bench.ts';
import type { Fault } from './fault.ts';

/** One compiler of `lab/stacks/multiarch` needs 251 MB (measured), so one fits and two at once do not. */
const MEGABYTES = 380;

interface Compilation {
  readonly jobs: number;
  readonly isLimited: boolean;
}

/** Builds `lab/stacks/multiarch` with so many compilers at a time, in a group with little memory or in none. */
export function multiarch({ jobs, isLimited }: Compilation): Pick<Fault, 'images' | 'setUp' | 'act'> {
  return {
    images: ['gcc', 'debian'],
    setUp: async (bench) => {
      bench.stack('multiarch');
      // The compiler's own pages have to be in the cache already: charged to the small group they would only be
      // reclaimed over and over, for minutes and without a kill.
      if (isLimited) {
        await bench.must(
          'docker run --rm gcc:12 sh -c "cat $(docker run --rm gcc:12 g++ -print-prog-name=cc1plus) /usr/bin/*as /lib/x86_64-linux-gnu/*.so* /bin/* >/dev/null 2>&1 || true"',
        );
      }
    },
    act: (bench) => bench.build(argumentsOf(bench, { jobs, isLimited }), { seconds: 500 }),
  };
}

export function argumentsOf(bench: Bench, { jobs, isLimited }: Compilation): readonly string[] {
  const group = isLimited ? ['--cgroup-parent', bench.limitMemory('compilers', MEGABYTES)] : [];
  return ['-f', 'Dockerfile.multiarch', '--build-arg', `JOBS=${jobs}`, ...group, '.'];
}
