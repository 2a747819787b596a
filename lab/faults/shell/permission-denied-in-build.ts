import { fault } from '../../fault.ts';

export default fault({
  id: 'permission-denied-in-build',
  title: 'A script without the executable bit in a RUN',
  files: {
    Dockerfile: `FROM alpine:3.19
COPY --chmod=644 setup.sh /setup.sh
RUN /setup.sh
`,
    'setup.sh': 'echo hi\n',
  },
  act: (bench) => bench.build(),
  shows: /[Pp]ermission denied/,
  expects: { root: 'script-not-executable', line: 3 },
  repair: { command: ['build', '.'], remedies: ['script-not-executable/copy-as-executable'] },
});
