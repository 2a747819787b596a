import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-dollar-unescaped',
  title: 'A dollar sign that begins no variable',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    command: echo \${
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /[Ii]nvalid interpolation format|interpolat/,
  expects: { root: 'compose-dollar-unescaped' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'config'],
    remedies: ['compose-dollar-unescaped/double-the-dollar'],
  },
});
