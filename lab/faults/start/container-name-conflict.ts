import { fault } from '../../fault.ts';

export default fault({
  id: 'container-name-conflict',
  title: 'The name is taken by a stopped container',
  engines: ['26', '20.10'],
  setUp: (bench) => bench.must('docker run --name shop-app alpine:3.19 true'),
  act: (bench) => bench.docker(['run', '--name', 'shop-app', 'alpine:3.19', 'true']),
  shows: /Conflict. The container name/,
  expects: { root: 'container-name-conflict' },
  repair: {
    command: ['run', '--', 'docker', 'run', '--name', 'shop-app', 'alpine:3.19', 'true'],
    remedies: ['container-name-conflict/another-name'],
  },
});
