import { fault } from '../../fault.ts';

export default fault({
  id: 'cpus-too-many',
  title: 'More CPUs than the machine has',
  engines: ['26'],
  act: (bench) => bench.docker(['run', '--rm', '--cpus', '640', 'alpine:3.19', 'true']),
  shows: /[Rr]ange of CPUs/,
  expects: { root: 'resource-limit-invalid' },
  repair: {
    command: ['run', '--', 'docker', 'run', '--rm', '--cpus', '640', 'alpine:3.19', 'true'],
    remedies: ['resource-limit-invalid/nearest-limit'],
  },
});
