import { fault } from '../../fault.ts';

export default fault({
  id: 'credential-helper-missing',
  title: 'config.json names a credential helper that is not installed',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nRUN true\n',
  },
  setUp: async (bench) => {
    await bench.must(`printf '{"credsStore": "desktop"}' >/srv/home/.docker/config.json; docker buildx prune -af`);
    bench.servers.mode({ answer: '401' });
  },
  act: (bench) => bench.build(),
  shows: /docker-credential-desktop/,
  expects: { root: 'credential-helper-missing' },
});
