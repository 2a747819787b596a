import { fault } from '../../fault.ts';

export default fault({
  id: 'disk-full-compose-build',
  title: 'A data root that is full before Compose builds',
  engine: { disk: { megabytes: 300 } },
  files: {
    'compose.yaml': `services:
  app:
    build: .
`,
    Dockerfile: 'FROM alpine:3.19\nRUN dd if=/dev/zero of=/big bs=1M count=40\n',
  },
  setUp: async (bench) => {
    await bench.oldCache(120);
    await bench.disk.fill(300);
  },
  act: (bench) => bench.compose(['build']),
  shows: /no space left on device/i,
  expects: { root: 'disk-full-data-root' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'build'],
    remedies: ['disk-full-data-root/free-build-cache'],
  },
});
