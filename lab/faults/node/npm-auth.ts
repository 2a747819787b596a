import { fault } from '../../fault.ts';

export default fault({
  id: 'npm-auth',
  title: 'The npm registry wants a login',
  images: ['node'],
  servers: true,
  files: {
    Dockerfile: `FROM node:20
WORKDIR /app
RUN npm install left-pad --registry http://npm.example
`,
  },
  setUp: async (bench) => bench.servers.mode({ answer: '401', at: '^npm' }),
  act: (bench) => bench.build(),
  shows: /E401/,
  expects: { root: 'npm-auth', line: 3 },
});
