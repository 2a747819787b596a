import { fault } from '../../fault.ts';

export default fault({
  id: 'command-not-found',
  title: 'A step calls a program the image does not have',
  engines: ['26', '20.10'],
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN pip install flask\n',
  },
  act: (bench) => bench.build(),
  shows: /pip: not found/,
  expects: { root: 'command-not-found', line: 2 },
});
