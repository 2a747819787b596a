import { fault } from '../../fault.ts';

export default fault({
  id: 'env-file-missing',
  title: 'env_file names a file that is not there',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    env_file: production.env
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /production.env not found|no such file/,
  expects: { root: 'env-file-missing' },
});
