import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-port-syntax',
  title: 'A port out of range',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    ports: ["80800:80"]
`,
  },
  act: (bench) => bench.compose(['config']),
  shows: /[Ii]nvalid|port/,
  expects: { root: 'compose-port-syntax' },
});
