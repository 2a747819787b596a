import { fault } from '../../fault.ts';

export default fault({
  id: 'pip-externally-managed',
  title: 'pip on the Python of the system',
  images: ['python'],
  files: {
    Dockerfile: `FROM python:3.11-slim
RUN touch /usr/lib/python3.11/EXTERNALLY-MANAGED
RUN pip install flask
`,
  },
  act: (bench) => bench.build(),
  shows: /externally-managed-environment/,
  expects: { root: 'pip-externally-managed', line: 3 },
});
