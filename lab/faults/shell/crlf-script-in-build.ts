import { fault } from '../../fault.ts';

export default fault({
  id: 'crlf-script-in-build',
  title: 'A script with Windows line ends in a RUN',
  files: {
    Dockerfile: `FROM alpine:3.19
COPY --chmod=755 setup.sh /setup.sh
RUN /setup.sh
`,
    'setup.sh': '#!/bin/sh\r\necho hi\r\n',
  },
  act: (bench) => bench.build(),
  shows: /not found|no such file/,
  expects: { root: 'script-crlf-build', accept: ['shebang-interpreter-missing', 'command-not-found'], line: 3 },
  repair: { command: ['build', '.'], remedies: ['script-crlf-build/convert-the-file'] },
});
