import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-no-config-file',
  title: 'There is no Compose file here',
  files: {
    'readme.txt': 'x\n',
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /no configuration file provided/,
  expects: { root: 'compose-no-config-file' },
});
