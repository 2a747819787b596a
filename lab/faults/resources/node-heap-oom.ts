import { fault } from '../../fault.ts';

export default fault({
  id: 'node-heap-oom',
  title: 'Node runs out of its own heap',
  images: ['node'],
  files: {
    Dockerfile: 'FROM node:20\nRUN node --max-old-space-size=40 -e "let a=[];for(;;)a.push(new Array(1e5).fill(1))"\n',
  },
  act: (bench) => bench.build(),
  shows: /heap out of memory/,
  expects: { root: 'node-heap-oom', line: 2 },
});
