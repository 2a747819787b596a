import { fault } from '../../fault.ts';

export default fault({
  id: 'port-already-allocated-compose',
  title: 'Another container publishes the port; Compose',
  files: {
    'compose.yaml': `services:
  web:
    image: alpine:3.19
    command: sleep 100
    ports: ["127.0.0.1:8080:80"]
`,
  },
  setUp: (bench) => bench.must('docker run -d --name blog-web -p 127.0.0.1:8080:80 alpine:3.19 sleep 300'),
  act: (bench) => bench.compose(['up', '-d']),
  shows: /port is already allocated/,
  expects: { root: 'port-already-allocated' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'up', '-d'],
    remedies: ['port-already-allocated/next-free-port'],
  },
});
