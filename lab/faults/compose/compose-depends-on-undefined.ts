import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-depends-on-undefined',
  title: 'depends_on names no service',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    depends_on: [db]
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /depends on undefined service/,
  expects: { root: 'compose-depends-on-undefined' },
});
