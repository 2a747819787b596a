import { fault } from '../../fault.ts';

export default fault({
  id: 'entrypoint-crlf',
  title: 'The entry script has Windows line ends',
  engines: ['26'],
  files: {
    Dockerfile: `FROM alpine:3.19
COPY --chmod=755 entry.sh /entry.sh
ENTRYPOINT ["/entry.sh"]
`,
    'entry.sh': '#!/bin/sh\r\necho hi\r\n',
  },
  setUp: (bench) => bench.must('docker buildx build -q -t shop-app .'),
  act: (bench) => bench.docker(['run', '--rm', 'shop-app']),
  shows: /no such file or directory/,
  expects: { root: 'entrypoint-crlf', accept: ['shebang-interpreter-missing', 'entrypoint-not-found'] },
});
