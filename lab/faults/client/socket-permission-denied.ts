import { fault } from '../../fault.ts';

export default fault({
  id: 'socket-permission-denied',
  title: 'A user outside the docker group',
  engines: ['26', '20.10'],
  setUp: (bench) => bench.must('chmod 755 /run && chmod 660 /run/docker.sock'),
  act: (bench) =>
    bench.engine.run(['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'docker', 'ps'], {
      env: { HOME: '/tmp' },
    }),
  shows: /permission denied while trying to connect/,
  expects: { root: 'socket-permission-denied' },
});
