import { fault } from '../../fault.ts';

export default fault({
  id: 'network-pools-exhausted',
  title: 'All address pools are in use',
  engines: ['26', '20.10'],
  engine: { config: { 'default-address-pools': [{ base: '10.214.0.0/22', size: 24 }] } },
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
`,
  },
  setUp: (bench) => bench.must('for i in 1 2 3; do docker network create n$i; done'),
  act: (bench) => bench.compose(['up', '-d']),
  shows: /all predefined address pools have been fully subnetted|could not find an available, non-overlapping/,
  expects: { root: 'network-pools-exhausted' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'up', '-d'],
    remedies: ['network-pools-exhausted/name-a-subnet'],
  },
});
