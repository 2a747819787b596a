import { fault } from '../../fault.ts';

export default fault({
  id: 'memory-limit-too-small',
  title: 'A memory limit below the minimum',
  act: (bench) => bench.docker(['run', '--rm', '-m', '1m', 'alpine:3.19', 'true']),
  shows: /Minimum memory limit/,
  expects: { root: 'resource-limit-invalid' },
  repair: {
    command: ['run', '--', 'docker', 'run', '--rm', '-m', '1m', 'alpine:3.19', 'true'],
    remedies: ['resource-limit-invalid/nearest-limit'],
  },
});
