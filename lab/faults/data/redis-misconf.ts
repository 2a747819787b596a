import { fault } from '../../fault.ts';

const FILL = `head -c 3000000 /dev/urandom | redis-cli -x set big
  redis-cli bgsave
  until redis-cli set a b | grep -q MISCONF; do sleep 0.2; done`;

export default fault({
  id: 'redis-misconf',
  title: 'Redis cannot write its snapshot any more',
  images: ['redis'],
  setUp: async (bench) => {
    const options = '--protected-mode no --dir /data --save "1 1" --rdbcompression no';
    await bench.must(`docker run -d --name shop-cache --tmpfs /data:size=1m redis:7 redis-server ${options}
      until docker exec shop-cache redis-cli ping; do sleep 0.1; done`);
    await bench.must('docker exec -i shop-cache sh', { input: FILL, seconds: 30 });
  },
  act: (bench) => bench.sh('docker exec shop-cache redis-cli set a b; docker logs --tail 15 shop-cache'),
  shows: /MISCONF/,
  expects: { root: 'redis-misconf', accept: ['tmpfs-full', 'disk-full-data-root'] },
});
