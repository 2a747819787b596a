import { fault } from '../../fault.ts';
import { multiarch } from '../../multiarch.ts';

/** The repair of `compiler-killed`, by hand. */
export default fault({
  ...multiarch({ jobs: 1, isLimited: true }),
  id: 'compiler-alone',
  title: 'One compiler at a time has enough of the same memory: nothing to diagnose',
  shows: /naming to |writing image /,
  expects: { root: null, outcome: 'succeeded' },
});
