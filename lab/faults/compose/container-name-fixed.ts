import { fault } from '../../fault.ts';

export default fault({
  id: 'container-name-fixed',
  title: 'A fixed container_name that another container has',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    # the old scripts know this name
    container_name: shop-app
    command: sleep 60
`,
  },
  setUp: (bench) => bench.must('docker run --name shop-app alpine:3.19 true'),
  act: (bench) => bench.compose(['up', '-d']),
  shows: /Conflict. The container name/,
  expects: { root: 'container-name-conflict' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'up', '-d'],
    remedies: ['container-name-conflict/no-fixed-name'],
  },
});
