import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-unknown-property',
  title: 'A misspelt key',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    enviroment:
      A: 1
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /[Aa]dditional propert/,
  expects: { root: 'compose-unknown-property' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'config'],
    remedies: ['compose-unknown-property/spell-it-right'],
  },
});
