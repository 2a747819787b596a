import { fault } from '../../fault.ts';

export default fault({
  id: 'socket-permission-compose',
  title: 'Compose as a user outside the docker group',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
`,
  },
  setUp: (bench) => bench.must('chmod 755 /run && chmod 660 /run/docker.sock'),
  act: (bench) =>
    bench.engine.run(['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'docker', 'compose', 'up', '-d']),
  shows: /permission denied while trying to connect/,
  expects: { root: 'socket-permission-denied' },
});
