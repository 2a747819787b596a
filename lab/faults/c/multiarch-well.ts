import { fault } from '../../fault.ts';
import { multiarch } from '../../multiarch.ts';

export default fault({
  ...multiarch({ jobs: 2 }),
  id: 'multiarch-well',
  title: 'Two compilers at a time, with all the memory of the machine: nothing to diagnose',
  shows: /naming to |writing image /,
  expects: { root: null, outcome: 'succeeded' },
});
