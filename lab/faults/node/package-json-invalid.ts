import { fault } from '../../fault.ts';

export default fault({
  id: 'package-json-invalid',
  title: 'package.json is not JSON',
  images: ['node'],
  files: {
    Dockerfile: `FROM node:20
WORKDIR /app
COPY package.json .
RUN npm install
`,
    'package.json': '{ "name": "app", }\n',
  },
  act: (bench) => bench.build(),
  shows: /EJSONPARSE|JSON/,
  expects: { root: 'package-json-invalid', line: 4 },
});
