import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-dependency-cycle',
  title: 'Two services depend on each other',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    depends_on: [db]
  db:
    image: alpine:3.19
    depends_on: [app]
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /cycle/,
  expects: { root: 'compose-dependency-cycle' },
});
