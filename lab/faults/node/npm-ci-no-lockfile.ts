import { fault } from '../../fault.ts';

export default fault({
  id: 'npm-ci-no-lockfile',
  title: 'npm ci without a lock file',
  images: ['node'],
  files: {
    Dockerfile: `FROM node:20
WORKDIR /app
COPY package.json .
RUN npm ci
`,
    'package.json': '{ "name": "app", "version": "1.0.0" }\n',
  },
  act: (bench) => bench.build(),
  shows: /npm ci/,
  expects: { root: 'npm-ci-no-lockfile', line: 4 },
  repair: { command: ['build', '.'], remedies: ['npm-ci-no-lockfile/install-without-a-lock'] },
});
