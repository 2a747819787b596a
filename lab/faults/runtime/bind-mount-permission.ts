import { fault } from '../../fault.ts';

export default fault({
  id: 'bind-mount-permission',
  title: 'A user of the container may not write to a mounted folder',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    user: "1000"
    command: sh -c "echo saving; touch /data/report"
    volumes:
      - ./data:/data
`,
    'data/readme': 'x\n',
  },
  act: (bench) => bench.up(['-d']),
  shows: /Permission denied/,
  expects: { root: 'bind-mount-permission', accept: ['exit-1-app-error'], service: 'app' },
});
