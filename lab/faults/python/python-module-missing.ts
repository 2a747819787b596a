import { fault } from '../../fault.ts';

export default fault({
  id: 'python-module-missing',
  title: 'A step imports a module nobody has installed',
  images: ['python'],
  files: {
    Dockerfile: 'FROM python:3.11-slim\nRUN python3 -c "import flask"\n',
  },
  act: (bench) => bench.build(),
  shows: /No module named 'flask'/,
  expects: { root: 'python-module-missing', accept: ['app-build-error'], line: 2 },
});
