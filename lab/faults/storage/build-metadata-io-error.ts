import { fault } from '../../fault.ts';

export default fault({
  id: 'build-metadata-io-error',
  title: 'The disk under the data root dies in the middle of a RUN',
  engines: ['26', '20.10'],
  engine: { disk: { megabytes: 800 } },
  files: {
    Dockerfile: `FROM alpine:3.19
COPY app.txt .
RUN echo "compiling"; sleep 2; echo done > /app.out
RUN echo three > /three
`,
    'app.txt': 'v1\n',
  },
  setUp: (bench) => bench.must(`printf 'FROM alpine:3.19\\nRUN true\\n' | docker buildx build -q -`),
  act: (bench) => bench.build(['.'], { when: { says: /compiling/, act: () => bench.disk.fail() } }),
  shows: /input\/output error/,
  expects: { root: 'disk-io-error' },
});
