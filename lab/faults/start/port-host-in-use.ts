import { fault } from '../../fault.ts';

export default fault({
  id: 'port-host-in-use',
  title: 'A program on the host listens on the port',
  engines: ['26', '20.10'],
  engine: {},
  setUp: async (bench) => {
    bench.engine.namespace.start(
      [process.execPath, '-e', `require('http').createServer().listen(8081, '127.0.0.1')`],
      '/dev/null',
    );
    await bench.must('until grep -q :1F91 /proc/net/tcp; do sleep 0.05; done');
  },
  act: (bench) => bench.docker(['run', '--rm', '-p', '127.0.0.1:8081:80', 'alpine:3.19', 'true']),
  shows: /address already in use/,
  expects: { root: 'port-host-in-use' },
  repair: {
    command: ['run', '--', 'docker', 'run', '--rm', '-p', '127.0.0.1:8081:80', 'alpine:3.19', 'true'],
    remedies: ['port-host-in-use/publish-on-a-free-port'],
  },
});
