import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-undefined-network',
  title: 'A network that is not declared',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    networks: [front]
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /undefined network/,
  expects: { root: 'compose-undefined-network' },
  repair: { command: ['run', '--', 'docker', 'compose', 'config'], remedies: ['compose-undefined-network/declare-it'] },
});
