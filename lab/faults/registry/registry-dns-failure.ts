import { fault } from '../../fault.ts';

export default fault({
  id: 'registry-dns-failure',
  title: 'The registry host has no address',
  engines: ['26', '20.10'],
  servers: true,
  files: {
    Dockerfile: 'FROM absent.example/shop/base:1\nRUN true\n',
  },
  act: (bench) => bench.build(),
  shows: /no such host|server misbehaving|network is unreachable|dial (tcp|udp)/,
  expects: { root: 'registry-dns-failure' },
});
