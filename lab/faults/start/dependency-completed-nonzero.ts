import { fault } from '../../fault.ts';

export default fault({
  id: 'dependency-completed-nonzero',
  title: 'A migration service fails before the application',
  files: {
    'compose.yaml': `services:
  migrate:
    image: alpine:3.19
    command: sh -c "echo migration failed; exit 4"
  app:
    image: alpine:3.19
    depends_on:
      migrate: { condition: service_completed_successfully }
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /didn.t complete successfully: exit 4/,
  expects: { root: 'dependency-completed-nonzero', accept: ['exit-1-app-error'] },
});
