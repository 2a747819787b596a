import { fault } from '../../fault.ts';

export default fault({
  id: 'npm-network',
  title: 'The npm registry refuses connections',
  images: ['node'],
  files: {
    Dockerfile: `FROM node:20
WORKDIR /app
RUN npm config set fetch-retries 0 && npm install left-pad --registry http://127.0.0.1:9
`,
  },
  act: (bench) => bench.build(),
  shows: /ECONNREFUSED/,
  expects: { root: 'npm-network', accept: ['build-step-network-blocked'], line: 3 },
  suspected: 'npm says that it did not reach its registry, not where the way ended',
});
