import { fault } from '../../fault.ts';

export default fault({
  id: 'npm-ci-lock-out-of-sync',
  title: 'package.json and its lock file disagree',
  images: ['node'],
  files: {
    Dockerfile: `FROM node:20
WORKDIR /app
COPY . ./
RUN npm ci
`,
    'package.json': '{ "name": "app", "version": "1.0.0", "dependencies": { "lib": "file:lib" } }\n',
    'lib/package.json': '{ "name": "lib", "version": "1.0.0" }\n',
    'package-lock.json':
      '{ "name": "app", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": { "": { "name": "app", "version": "1.0.0" } } }\n',
  },
  act: (bench) => bench.build(),
  shows: /in sync/,
  expects: { root: 'npm-ci-lock-out-of-sync', line: 4 },
  repair: { command: ['build', '.'], remedies: ['npm-ci-lock-out-of-sync/settle-in-the-image'] },
});
