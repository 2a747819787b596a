import { fault } from '../../fault.ts';

export default fault({
  id: 'redis-noauth',
  title: 'Redis wants a password',
  images: ['redis'],
  setUp: (bench) =>
    bench.must(
      'docker run -d --name shop-cache redis:7 redis-server --protected-mode no --requirepass pw; until docker exec shop-cache redis-cli ping; do sleep 0.1; done',
    ),
  act: (bench) => bench.sh('docker exec shop-cache redis-cli set a b'),
  shows: /NOAUTH/,
  expects: { root: 'redis-noauth' },
});
