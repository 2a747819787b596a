import { fault } from '../../fault.ts';

export default fault({
  id: 'external-network-missing',
  title: 'An external network that is not there',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    networks: [front]
networks:
  front:
    external: true
    name: shared
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /declared as external, but could not be found/,
  expects: { root: 'external-network-missing' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'up', '-d'],
    remedies: ['external-network-missing/create-the-network'],
  },
});
