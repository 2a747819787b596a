import { fault } from '../../fault.ts';
import { foreignProgram } from '../../foreign-program.ts';

export default fault({
  id: 'exec-format-error-build',
  title: 'A step runs a program for another processor',
  engines: ['26'],
  files: {
    Dockerfile: `FROM alpine:3.19
COPY --chmod=755 tool /usr/bin/tool
RUN ["/usr/bin/tool"]
`,
  },
  setUp: async (bench) => foreignProgram(bench, 'tool'),
  act: (bench) => bench.build(),
  shows: /exec format error/,
  expects: { root: 'exec-format-error-build', line: 3 },
});
