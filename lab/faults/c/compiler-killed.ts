import { fault } from '../../fault.ts';
import { argumentsOf, FOR_ONE, multiarch } from '../../multiarch.ts';

export default fault({
  ...multiarch({ jobs: 4, limit: FOR_ONE }),
  id: 'compiler-killed',
  title: 'Parallel compilers exceed the memory of the build',
  shows: /Killed signal terminated program cc1plus/,
  repair: {
    command: (bench) => ['build', ...argumentsOf(bench, { jobs: 4, limit: FOR_ONE })],
    remedies: ['compiler-killed/cap-the-jobs'],
  },
  expects: { root: 'compiler-killed', accept: ['build-oom-killed'] },
});
