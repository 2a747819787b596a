import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-extends-missing',
  title: 'extends names a file that is not there',
  files: {
    'compose.yaml': `services:
  app:
    extends:
      file: common.yaml
      service: base
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /common.yaml/,
  expects: { root: 'compose-extends-include-missing' },
});
