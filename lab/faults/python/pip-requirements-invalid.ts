import { fault } from '../../fault.ts';

export default fault({
  id: 'pip-requirements-invalid',
  title: 'A line in requirements.txt that is none',
  images: ['python'],
  files: {
    Dockerfile: `FROM python:3.11-slim
COPY requirements.txt .
RUN pip install -r requirements.txt
`,
    'requirements.txt': 'flask = 2.0\n',
  },
  act: (bench) => bench.build(),
  shows: /Invalid requirement/,
  expects: { root: 'pip-requirements-invalid', line: 3 },
});
