import { fault } from '../../fault.ts';

export default fault({
  id: 'redis-maxmemory',
  title: 'Redis has reached its memory limit',
  images: ['redis'],
  setUp: (bench) =>
    bench.must(
      'docker run -d --name shop-cache redis:7 redis-server --protected-mode no --maxmemory 1mb; until docker exec shop-cache redis-cli ping; do sleep 0.1; done',
    ),
  act: (bench) =>
    bench.sh(
      'docker exec shop-cache sh -c "head -c 900000 /dev/zero | tr \'\\0\' x | redis-cli -x set a; redis-cli set b c"',
    ),
  shows: /OOM command not allowed/,
  expects: { root: 'redis-maxmemory' },
});
