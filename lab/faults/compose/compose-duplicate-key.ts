import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-duplicate-key',
  title: 'The same key twice',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    image: busybox
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /already defined/,
  expects: { root: 'compose-duplicate-key', accept: ['compose-yaml-syntax'] },
});
