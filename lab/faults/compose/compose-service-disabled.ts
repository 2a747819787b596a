import { fault } from '../../fault.ts';

export default fault({
  id: 'compose-service-disabled',
  title: 'A dependency is behind a profile',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    depends_on: [db]
  db:
    image: alpine:3.19
    profiles: [full]
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /db/,
  expects: { root: 'compose-service-disabled', accept: ['compose-depends-on-undefined'] },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'up', '-d'],
    remedies: ['compose-depends-on-undefined/profile-in-env'],
  },
});
