import { fault } from '../../fault.ts';

export default fault({
  id: 'node-heap-oom',
  title: 'Node needs 160 MB and may have 40 of its own heap',
  images: ['node'],
  files: {
    Dockerfile:
      'FROM node:20\nRUN node --max-old-space-size=40 -e "let a=[];for(let i=0;i<200;i++)a.push(new Array(1e5).fill(1))"\n',
  },
  act: (bench) => bench.build(),
  shows: /heap out of memory/,
  expects: { root: 'node-heap-oom', line: 2 },
  repair: { command: ['build', '.'], remedies: ['node-heap-oom/larger-heap-for-the-step'] },
});
