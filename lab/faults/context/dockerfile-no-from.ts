import { fault } from '../../fault.ts';

export default fault({
  id: 'dockerfile-no-from',
  title: 'A Dockerfile that begins without FROM',
  files: {
    Dockerfile: 'RUN echo hi\n',
  },
  act: (bench) => bench.build(),
  shows: /no build stage in current context/,
  expects: { root: 'dockerfile-empty' },
});
