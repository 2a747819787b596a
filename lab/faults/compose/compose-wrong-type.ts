import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-wrong-type',
  title: 'A list where a word has to be',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    command: ok
    working_dir: [a]
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /must be a string|type/,
  expects: { root: 'compose-wrong-type' },
});
