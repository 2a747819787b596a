import { fault } from '../../fault.ts';

export default fault({
  id: 'port-already-allocated',
  title: 'Another container publishes the port',
  engines: ['26', '20.10'],
  setUp: (bench) => bench.must('docker run -d --name blog-web -p 127.0.0.1:8080:80 alpine:3.19 sleep 300'),
  act: (bench) => bench.docker(['run', '--rm', '-p', '127.0.0.1:8080:80', 'alpine:3.19', 'true']),
  shows: /port is already allocated/,
  expects: { root: 'port-already-allocated' },
});
