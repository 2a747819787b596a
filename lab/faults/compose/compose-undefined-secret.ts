import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-undefined-secret',
  title: 'A secret that is not declared',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    secrets: [token]
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /undefined secret/,
  expects: { root: 'compose-undefined-secret-or-config' },
});
