import { fault } from '../../fault.ts';

export default fault({
  id: 'entrypoint-not-executable',
  title: 'The entry script is not executable',
  engines: ['26'],
  files: {
    Dockerfile: `FROM alpine:3.19
COPY --chmod=644 entry.sh /entry.sh
ENTRYPOINT ["/entry.sh"]
`,
    'entry.sh': 'echo hi\n',
  },
  setUp: (bench) => bench.must('docker buildx build -q -t shop-app .'),
  act: (bench) => bench.docker(['run', '--rm', 'shop-app']),
  shows: /permission denied/,
  expects: { root: 'entrypoint-not-executable' },
});
