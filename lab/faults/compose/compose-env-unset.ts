import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-env-unset',
  title: 'An unset variable makes an image name invalid',
  files: {
    'compose.yaml': `services:
  app:
    image: "alpine:\${TAG}"
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /variable is not set/,
  expects: { root: 'compose-env-unset', accept: ['image-ref-invalid'] },
});
