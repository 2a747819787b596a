import { fault } from '../../fault.ts';

export default fault({
  id: 'engine-stopped-mid-build',
  title: 'The engine is stopped in an orderly way in the middle of a build',
  engine: {},
  files: {
    Dockerfile: `FROM alpine:3.19
RUN echo step one
RUN for i in 1 2 3 4 5 6 7 8 9; do echo compiling $i; sleep 0.5; done
`,
  },
  act: (bench) => bench.build(['.'], { when: { says: /compiling 2/, act: () => bench.engine.kill('TERM') } }),
  shows: /error reading from server|failed to receive status|Unavailable|Canceled|shutdown/,
  expects: { root: 'buildkit-connection-lost' },
});
