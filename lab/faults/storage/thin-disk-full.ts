import { fault } from '../../fault.ts';

/** The file system inside sees 1.3 GB free: only the writes fail, and the first RUN whose data is lost says DONE. */
export default fault({
  id: 'thin-disk-full',
  title: 'A sparse disk image grows until the host under it is full',
  engine: { disk: { megabytes: 1500, thin: { megabytes: 100 } } },
  files: {
    Dockerfile: `FROM alpine:3.19
RUN dd if=/dev/urandom of=/big bs=1M count=150 && sync
RUN echo second > /second
RUN echo third > /third
`,
  },
  act: (bench) => bench.build(),
  shows: /no space left on device|input\/output error/i,
  expects: {
    root: 'disk-full-data-root',
    accept: ['desktop-vm-disk-full', 'host-disk-full-under-vm', 'disk-io-error'],
  },
  suspected: 'the file system inside sees more than a gigabyte free: what is full lies under it',
});
