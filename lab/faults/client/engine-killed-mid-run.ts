import { fault } from '../../fault.ts';

export default fault({
  id: 'engine-killed-mid-run',
  title: 'The engine dies under a running container',
  engine: {},
  act: (bench) =>
    bench.docker(['run', '--rm', 'alpine:3.19', 'sh', '-c', 'echo started; sleep 20'], {
      when: { says: /started/, act: () => bench.engine.kill('KILL') },
    }),
  shows: /unexpected EOF|error waiting for container|EOF/,
  expects: { root: 'engine-connection-lost', accept: ['buildkit-connection-lost', 'daemon-unreachable-unix'] },
});
