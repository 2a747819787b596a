import { fault } from '../../fault.ts';

export default fault({
  id: 'external-volume-missing',
  title: 'An external volume that is not there',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    volumes: ["data:/data"]
volumes:
  data:
    external: true
    name: shared
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /external volume/,
  expects: { root: 'external-volume-missing' },
});
