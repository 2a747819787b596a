import { fault } from '../../fault.ts';

export default fault({
  id: 'dockerfile-empty',
  title: 'An empty Dockerfile',
  files: {
    Dockerfile: '',
  },
  act: (bench) => bench.build(),
  shows: /the Dockerfile cannot be empty|file with no instructions/,
  expects: { root: 'dockerfile-empty' },
});
