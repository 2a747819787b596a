import { fault } from '../../fault.ts';

export default fault({
  id: 'pids-exhausted',
  title: 'A container may start five processes and wants nine',
  act: (bench) =>
    bench.docker([
      'run',
      '--pids-limit',
      '5',
      'alpine:3.19',
      'sh',
      '-c',
      'for i in 1 2 3 4 5 6 7 8 9; do sleep 1 & done; wait',
    ]),
  shows: /can't fork|Resource temporarily unavailable/,
  expects: { root: 'pids-exhausted' },
});
