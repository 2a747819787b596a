import { fault } from '../../fault.ts';

export default fault({
  id: 'npm-script-missing',
  title: 'npm run of a script package.json does not have',
  images: ['node'],
  files: {
    Dockerfile: `FROM node:20
WORKDIR /app
COPY package.json .
RUN npm run build
`,
    'package.json': '{ "name": "app", "version": "1.0.0" }\n',
  },
  act: (bench) => bench.build(),
  shows: /Missing script/,
  expects: { root: 'npm-script-missing', line: 4 },
});
