import { fault } from '../../fault.ts';

export default fault({
  id: 'frontend-image-unavailable',
  title: '# syntax= names a frontend that cannot be pulled',
  files: {
    Dockerfile: '# syntax=docker/dockerfile:1\nFROM alpine:3.19\n',
  },
  act: (bench) => bench.build(),
  shows: /docker\/dockerfile/,
  expects: { root: 'frontend-image-unavailable', accept: ['registry-dns-failure'] },
});
