import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-entry-script-mode',
  title: 'A service starts with a script that may not be executed',
  files: {
    'web/Dockerfile': `FROM alpine:3.19
COPY entry.sh /entry.sh
ENTRYPOINT ["/entry.sh"]
`,
    'web/entry.sh': '#!/bin/sh\nexec sleep 60\n',
    'compose.yaml': `services:
  web:
    build: ./web
`,
  },
  setUp: (bench) => bench.must('chmod 644 web/entry.sh && docker compose build -q'),
  act: (bench) => bench.up(),
  shows: /permission denied/,
  expects: { root: 'entrypoint-not-executable' },
  repair: { command: ['up'], remedies: ['entrypoint-not-executable/mark-the-file'] },
});
