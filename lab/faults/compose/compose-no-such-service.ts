import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-no-such-service',
  title: 'The command line names no service',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
`,
  },
  act: (bench) => bench.compose(['up', 'web']),
  shows: /no such service/,
  expects: { root: 'compose-no-such-service' },
});
