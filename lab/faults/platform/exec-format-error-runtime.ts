import { fault } from '../../fault.ts';
import { foreignProgram } from '../../foreign-program.ts';

export default fault({
  id: 'exec-format-error-runtime',
  title: 'A container starts a program for another processor',
  engines: ['26'],
  files: {
    Dockerfile: `FROM alpine:3.19
COPY --chmod=755 tool /usr/bin/tool
CMD ["/usr/bin/tool"]
`,
  },
  setUp: async (bench) => {
    foreignProgram(bench, 'tool');
    await bench.must('docker buildx build -q -t shop-app .');
  },
  act: (bench) => bench.docker(['run', '--rm', 'shop-app']),
  shows: /exec format error/,
  expects: { root: 'exec-format-error-runtime' },
});
