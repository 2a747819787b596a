import { fault } from '../../fault.ts';

export default fault({
  id: 'cache-export-unsupported',
  title: 'The default builder cannot export its cache',
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN true\n',
  },
  act: (bench) => bench.build(['--cache-to', 'type=local,dest=/tmp/cache', '.']),
  shows: /Cache export is not supported for the docker driver/,
  expects: { root: 'cache-export-unsupported' },
  repair: {
    command: ['build', '--cache-to', 'type=local,dest=/tmp/cache', '.'],
    remedies: ['cache-export-unsupported/without-cache-export'],
  },
});
