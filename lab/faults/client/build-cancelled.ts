import { fault } from '../../fault.ts';

export default fault({
  id: 'build-cancelled',
  title: 'Ctrl-C in the middle of a build',
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN sleep 30\n',
  },
  act: (bench) =>
    bench.build(['.'], {
      when: { says: /RUN sleep/, act: () => bench.sh('kill -INT $(pidof docker docker-buildx)') },
    }),
  shows: /CANCELED|context canceled/,
  expects: { root: 'session-lost', accept: ['ci-cancelled', 'build-timeout'] },
  suspected: 'a signal to the client leaves no trace: the engine and the log only know that the session went away',
});
