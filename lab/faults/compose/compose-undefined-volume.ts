import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-undefined-volume',
  title: 'A volume that is not declared',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    volumes: ["data:/data"]
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /undefined volume/,
  expects: { root: 'compose-undefined-volume' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'config'],
    remedies: ['compose-undefined-volume/declare-the-volume'],
  },
});
