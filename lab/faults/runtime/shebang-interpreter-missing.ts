import { fault } from '../../fault.ts';

export default fault({
  id: 'shebang-interpreter-missing',
  title: 'The entry script wants bash, the image has none',
  files: {
    Dockerfile: `FROM alpine:3.19
COPY --chmod=755 entry.sh /entry.sh
ENTRYPOINT ["/entry.sh"]
`,
    'entry.sh': '#!/bin/bash\necho hi\n',
  },
  setUp: (bench) => bench.must('docker buildx build -q -t shop-app .'),
  act: (bench) => bench.docker(['run', '--rm', 'shop-app']),
  shows: /no such file or directory/,
  expects: { root: 'shebang-interpreter-missing', accept: ['entrypoint-crlf', 'entrypoint-not-found'] },
});
