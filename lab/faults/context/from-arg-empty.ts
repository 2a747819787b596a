import { fault } from '../../fault.ts';

export default fault({
  id: 'from-arg-empty',
  title: 'FROM with an ARG that has no value',
  files: {
    Dockerfile: 'ARG PYTHON\nFROM python:${PYTHON}\n',
  },
  act: (bench) => bench.build(),
  shows: /failed to parse stage name|base name/,
  expects: { root: 'from-arg-empty' },
});
