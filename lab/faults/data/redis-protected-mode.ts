import { fault } from '../../fault.ts';

export default fault({
  id: 'redis-protected-mode',
  title: 'Redis takes no connection from outside its container',
  images: ['redis'],
  setUp: (bench) =>
    bench.must(
      'docker run -d --name shop-cache redis:7 redis-server --protected-mode yes --bind 0.0.0.0; until docker exec shop-cache redis-cli ping; do sleep 0.1; done',
    ),
  act: (bench) =>
    bench.sh(
      'docker run --rm redis:7 redis-cli -h "$(docker inspect -f \'{{.NetworkSettings.IPAddress}}\' shop-cache)" ping',
    ),
  shows: /DENIED Redis is running in protected mode/,
  expects: { root: 'redis-protected-mode' },
});
