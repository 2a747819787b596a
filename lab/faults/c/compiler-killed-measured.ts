import { fault } from '../../fault.ts';
import { argumentsOf, FOR_TWO, multiarch } from '../../multiarch.ts';

/** The number of jobs comes from what drydock measured in this project, and is more than the one that is always safe. */
export default fault({
  ...multiarch({ jobs: 4, limit: FOR_TWO }),
  id: 'compiler-killed-measured',
  title: 'Parallel compilers exceed the memory of a build that was measured with one',
  shows: /Killed signal terminated program cc1plus/,
  repair: {
    before: (bench) => bench.drydock(['build', ...argumentsOf(bench, { jobs: 1 })], { seconds: 300 }),
    command: (bench) => ['build', ...argumentsOf(bench, { jobs: 4, limit: FOR_TWO })],
    says: /--build-arg JOBS=2\b/,
    remedies: ['compiler-killed/cap-the-jobs'],
  },
  expects: { root: 'compiler-killed', accept: ['build-oom-killed'] },
});
