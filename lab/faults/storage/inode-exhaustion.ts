import { fault } from '../../fault.ts';

export default fault({
  id: 'inode-exhaustion',
  title: 'The data root has space but no inodes',
  engine: { disk: { megabytes: 400, inodes: 12500 } },
  files: {
    Dockerfile:
      'FROM alpine:3.19\nRUN mkdir /m && cd /m && i=0; while [ $i -lt 9000 ]; do echo > f$i || exit 1; i=$((i+1)); done\n',
  },
  setUp: (bench) =>
    bench.must(
      `printf 'FROM alpine:3.19\nRUN mkdir /o && cd /o && i=0; while [ $i -lt 6000 ]; do echo > f$i || exit 1; i=$((i+1)); done\n' | docker buildx build -q --output type=cacheonly -`,
    ),
  act: async (bench) => {
    const built = await bench.build();
    const df = await bench.sh('df -h /var/lib/docker; df -i /var/lib/docker');
    return { ...built, text: built.text + df.text };
  },
  shows: /No space left on device/,
  expects: { root: 'inode-exhaustion', accept: ['disk-full-data-root'] },
  // The step's files go with the step: at once after it, only the words of the disk are left.
  repair: { command: ['build', '.'], remedies: ['disk-full-data-root/free-build-cache'] },
});
