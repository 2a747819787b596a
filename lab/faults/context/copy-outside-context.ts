import { fault } from '../../fault.ts';

export default fault({
  id: 'copy-outside-context',
  title: 'COPY reaches above the context',
  files: {
    Dockerfile: 'FROM alpine:3.19\nCOPY ../x /x\n',
  },
  act: (bench) => bench.build(),
  shows: /"\/x": not found|outside of the build context/,
  expects: { root: 'copy-outside-context', accept: ['copy-source-missing'], line: 2 },
});
