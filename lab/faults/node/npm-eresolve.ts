import { fault } from '../../fault.ts';

export default fault({
  id: 'npm-eresolve',
  title: 'Two packages want different versions of a third',
  images: ['node'],
  files: {
    Dockerfile: `FROM node:20
COPY . /w
WORKDIR /w/app
RUN npm install --no-audit --no-fund --offline
`,
    'app/package.json':
      '{ "name": "app", "version": "1.0.0", "dependencies": { "react": "file:../react.tgz", "lib": "file:../lib.tgz" } }\n',
    'react/package/package.json': '{ "name": "react", "version": "17.0.0" }\n',
    'lib/package/package.json': '{ "name": "lib", "version": "1.0.0", "peerDependencies": { "react": "^18.0.0" } }\n',
  },
  setUp: (bench) => bench.must('for p in react lib; do tar -C $p -czf $p.tgz package; done'),
  act: (bench) => bench.build(),
  shows: /ERESOLVE/,
  expects: { root: 'npm-eresolve', line: 4 },
  repair: { command: ['build', '.'], remedies: ['npm-eresolve/legacy-peer-deps-in-the-step'] },
});
