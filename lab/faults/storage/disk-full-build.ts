import { fault } from '../../fault.ts';

export default fault({
  id: 'disk-full-build',
  title: 'A RUN writes more than the data root holds',
  engines: ['26', '20.10'],
  engine: { disk: { megabytes: 800 } },
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN dd if=/dev/zero of=/big bs=1M count=500\n',
  },
  // What an older build has left: an image without a tag, which holds on to its cache.
  setUp: (bench) =>
    bench.must('docker buildx build -q -', {
      input: 'FROM alpine:3.19\nRUN dd if=/dev/zero of=/old bs=1M count=400 && sync\n',
    }),
  act: (bench) => bench.build(),
  shows: /No space left on device/,
  expects: { root: 'disk-full-data-root', line: 2 },
  suspected: "the step's file goes with the step: the data root has space again when it is asked",
  repair: { command: ['build', '.'], remedies: ['disk-full-data-root/free-build-cache'] },
});
