import { fault } from '../../fault.ts';

export default fault({
  id: 'copy-source-ignored',
  title: 'COPY names a file that .dockerignore hides',
  files: {
    Dockerfile: 'FROM alpine:3.19\nCOPY dist/app.js /app.js\n',
    '.dockerignore': 'dist\n',
    'dist/app.js': 'x\n',
  },
  act: (bench) => bench.build(),
  shows: /"\/dist\/app.js": not found/,
  expects: { root: 'copy-source-ignored', accept: ['copy-source-missing'], line: 2 },
  repair: { command: ['build', '.'], remedies: ['copy-source-ignored/allow-the-path'] },
});
