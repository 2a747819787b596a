import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-reset',
  title: 'The registry resets connections',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: 'reset' }),
  act: (bench) => bench.build(),
  shows: /EOF|connection reset/,
  expects: {
    root: 'registry-connection-reset',
    accept: ['layer-download-interrupted', 'registry-timeout', 'registry-5xx'],
  },
  repair: {
    command: ['build', '.'],
    before: (bench) => bench.servers.mode({ answer: 'reset', times: 3 }),
    remedies: ['registry-connection-reset/retry-3'],
  },
});
