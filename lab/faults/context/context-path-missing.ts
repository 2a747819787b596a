import { fault } from '../../fault.ts';

export default fault({
  id: 'context-path-missing',
  title: 'The context folder does not exist',
  files: {
    Dockerfile: 'FROM alpine:3.19\n',
  },
  act: (bench) => bench.build(['./backend']),
  shows: /path ".*backend" not found|unable to prepare context/,
  expects: { root: 'context-path-missing' },
});
