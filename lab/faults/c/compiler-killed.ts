import { fault } from '../../fault.ts';
import { argumentsOf, multiarch } from '../../multiarch.ts';

export default fault({
  ...multiarch({ jobs: 4, isLimited: true }),
  id: 'compiler-killed',
  title: 'Parallel compilers exceed the memory of the build',
  shows: /Killed signal terminated program cc1plus/,
  repair: {
    command: (bench) => ['build', ...argumentsOf(bench, { jobs: 4, isLimited: true })],
    remedies: ['compiler-killed/cap-the-jobs'],
  },
  expects: { root: 'compiler-killed', accept: ['build-oom-killed'] },
});
