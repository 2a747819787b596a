import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-no-image-or-build',
  title: 'A service with neither image nor build',
  files: {
    'compose.yaml': `services:
  app:
    command: x
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /neither an image nor a build/,
  expects: { root: 'compose-no-image-or-build' },
});
