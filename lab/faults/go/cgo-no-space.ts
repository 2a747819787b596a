import { fault } from '../../fault.ts';

export default fault({
  id: 'cgo-no-space',
  title: 'The C half of a Go program fills the data root',
  images: ['golang', 'debian'],
  engine: { disk: { megabytes: 2600 } },
  setUp: async (bench) => {
    bench.stack('cgo');
    await bench.must("sed '/go build/,$d' backend/Dockerfile | docker buildx build -q -f - backend");
    await bench.disk.fill(9000);
  },
  act: (bench) => bench.compose(['build', 'backend']),
  shows: /error writing to .*: No space left on device|no space left on device/,
  expects: { root: 'disk-full-data-root' },
});
