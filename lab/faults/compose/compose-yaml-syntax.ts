import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-yaml-syntax',
  title: 'Wrong indentation',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
   command: x
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /yaml/,
  expects: { root: 'compose-yaml-syntax' },
});
