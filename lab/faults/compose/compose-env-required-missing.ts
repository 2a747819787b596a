import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-env-required-missing',
  title: 'A variable that must be set is not',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    environment:
      KEY: "\${KEY:?KEY must be set}"
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /KEY must be set/,
  expects: { root: 'compose-env-required-missing' },
});
