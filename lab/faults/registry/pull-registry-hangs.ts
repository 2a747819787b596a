import { fault } from '../../fault.ts';

export default fault({
  id: 'pull-registry-hangs',
  title: 'The registry takes the connection and never answers',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: 'hang' }),
  act: (bench) => bench.docker(['pull', 'registry.example/shop/base:1'], { seconds: 40 }),
  shows: /Client.Timeout exceeded|deadline exceeded|timeout/i,
  expects: { root: 'registry-timeout' },
});
