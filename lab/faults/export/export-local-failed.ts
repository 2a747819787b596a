import { fault } from '../../fault.ts';

export default fault({
  id: 'export-local-failed',
  title: '--output into a path that is a file',
  files: {
    Dockerfile: 'FROM scratch\nCOPY Dockerfile /x\n',
  },
  act: (bench) => bench.build(['--output', 'type=local,dest=./Dockerfile', '.']),
  shows: /is a file|not a directory/,
  expects: { root: 'export-local-failed' },
});
