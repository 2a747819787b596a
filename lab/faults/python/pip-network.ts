import { fault } from '../../fault.ts';

export default fault({
  id: 'pip-network',
  title: 'pip reaches no index',
  images: ['python'],
  engine: {},
  files: {
    Dockerfile: 'FROM python:3.11-slim\nRUN pip install --retries 1 --timeout 5 flask\n',
  },
  act: (bench) => bench.build(),
  shows: /Failed to establish a new connection|Temporary failure in name resolution/,
  expects: { root: 'pip-network', accept: ['build-step-dns-failure'], line: 2 },
});
