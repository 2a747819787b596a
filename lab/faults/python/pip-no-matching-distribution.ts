import { fault } from '../../fault.ts';

export default fault({
  id: 'pip-no-matching-distribution',
  title: 'A version nobody has published',
  images: ['python'],
  servers: true,
  files: {
    Dockerfile:
      "FROM python:3.11-slim\nRUN pip install --disable-pip-version-check --index-url http://pypi.example/simple --trusted-host pypi.example 'labtool==9.9'\n",
  },
  setUp: async (bench) =>
    bench.servers.publish('pypi.example', {
      'simple/labtool/index.html': '<a href="labtool-1.0-py3-none-any.whl">labtool-1.0-py3-none-any.whl</a>',
    }),
  act: (bench) => bench.build(),
  shows: /No matching distribution found/,
  expects: { root: 'pip-no-matching-distribution', line: 2 },
});
