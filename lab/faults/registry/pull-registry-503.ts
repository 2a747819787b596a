import { fault } from '../../fault.ts';

export default fault({
  id: 'pull-registry-503',
  title: 'The registry is down for a while; a pull',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '503' }),
  act: (bench) => bench.docker(['pull', 'registry.example/shop/base:1']),
  shows: /503|unavailable|received unexpected HTTP status/,
  expects: { root: 'registry-5xx' },
  repair: {
    command: ['run', '--', 'docker', 'pull', 'registry.example/shop/base:1'],
    before: (bench) => bench.servers.mode({ answer: '503', times: 6 }),
    remedies: ['registry-5xx/retry-'],
  },
});
