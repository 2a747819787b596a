import { fault } from '../../fault.ts';

export default fault({
  id: 'env-file-syntax',
  title: 'A line in .env that is no assignment',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
`,
    '.env': 'API KEY="x\n',
  },
  act: (bench) => bench.compose(['config']),
  shows: /unexpected character|failed to read/,
  expects: { root: 'env-file-syntax' },
});
