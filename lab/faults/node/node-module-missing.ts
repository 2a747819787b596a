import { fault } from '../../fault.ts';

export default fault({
  id: 'node-module-missing',
  title: 'A program requires a module nobody has installed',
  images: ['node'],
  files: {
    Dockerfile: 'FROM node:20\nRUN node -e "require(\'express\')"\n',
  },
  act: (bench) => bench.build(),
  shows: /Cannot find module 'express'/,
  expects: { root: 'node-module-missing', line: 2 },
});
