import { fault } from '../../fault.ts';
import { multiarch } from '../../multiarch.ts';

export default fault({
  ...multiarch({ jobs: 4, isLimited: true }),
  id: 'compiler-killed',
  title: 'Parallel compilers exceed the memory of the build',
  shows: /Killed signal terminated program cc1plus/,
  expects: { root: 'compiler-killed', accept: ['build-oom-killed'] },
});
