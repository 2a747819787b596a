import { fault } from '../../fault.ts';

export default fault({
  id: 'engine-killed-mid-build',
  title: 'The engine dies in the middle of a build',
  engines: ['26', '20.10'],
  engine: {},
  files: {
    Dockerfile: `FROM alpine:3.19
RUN echo step one
RUN for i in 1 2 3 4 5 6 7 8 9; do echo compiling $i; sleep 0.5; done
`,
  },
  act: (bench) => bench.build(['.'], { when: { says: /compiling 2/, act: () => bench.engine.kill('KILL') } }),
  shows: /error reading from server: EOF|failed to receive status|Unavailable|connection/,
  expects: { root: 'buildkit-connection-lost' },
  repair: {
    command: ['build', '--progress=plain', '.'],
    before: (bench) => bench.engine.restart('KILL'),
    // As where a service manager starts it again: some seconds later.
    when: (bench) => ({ says: /compiling 2/, act: () => bench.engine.restart('KILL') }),
    remedies: ['buildkit-connection-lost/wait-for-engine'],
  },
});
