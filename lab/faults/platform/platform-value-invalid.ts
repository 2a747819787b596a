import { fault } from '../../fault.ts';

export default fault({
  id: 'platform-value-invalid',
  title: 'A platform that does not exist',
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN true\n',
  },
  act: (bench) => bench.build(['--platform', 'lunix-arm', '.']),
  shows: /unknown operating system or architecture|platform/,
  expects: { root: 'platform-value-invalid' },
});
