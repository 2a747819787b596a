import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-entry-script-crlf',
  title: 'A service starts with a script that has Windows line ends',
  files: {
    'web/Dockerfile': `FROM alpine:3.19
COPY --chmod=755 entry.sh /entry.sh
ENTRYPOINT ["/entry.sh"]
`,
    'web/entry.sh': '#!/bin/sh\r\nexec sleep 60\r\n',
    'compose.yaml': `services:
  web:
    build: ./web
`,
  },
  setUp: (bench) => bench.must('docker compose build -q'),
  act: (bench) => bench.up(),
  shows: /no such file or directory/,
  expects: { root: 'entrypoint-crlf', service: 'web' },
  repair: { command: ['up'], remedies: ['entrypoint-crlf/write-with-lf'] },
});
