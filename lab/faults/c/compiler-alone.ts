import { fault } from '../../fault.ts';
import { FOR_ONE, multiarch } from '../../multiarch.ts';

/** The repair of `compiler-killed`, by hand. */
export default fault({
  ...multiarch({ jobs: 1, limit: FOR_ONE }),
  id: 'compiler-alone',
  title: 'One compiler at a time has enough of the same memory: nothing to diagnose',
  shows: /naming to |writing image /,
  expects: { root: null, outcome: 'succeeded' },
});
