import { fault } from '../../fault.ts';

export default fault({
  id: 'apt-no-update',
  title: 'apt-get install without apt-get update',
  images: ['debian'],
  files: {
    Dockerfile: 'FROM debian:12\nRUN apt-get install -y curl\n',
  },
  act: (bench) => bench.build(),
  shows: /Unable to locate package/,
  expects: { root: 'apt-package-not-found', line: 2 },
});
