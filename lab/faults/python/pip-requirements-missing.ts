import { fault } from '../../fault.ts';

export default fault({
  id: 'pip-requirements-missing',
  title: 'The requirements file is not in the image',
  images: ['python'],
  files: {
    'requirements.txt': '# nothing from an index\n',
    Dockerfile: 'FROM python:3.11-slim\nRUN pip install -r requirements.txt\n',
  },
  act: (bench) => bench.build(),
  shows: /Could not open requirements file/,
  expects: {
    root: 'run-path-missing',
    accept: ['pip-requirements-invalid', 'copy-source-missing'],
    line: 2,
  },
  repair: { command: ['build', '.'], remedies: ['run-path-missing/copy-the-file-first'] },
});
