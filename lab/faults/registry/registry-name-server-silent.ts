import { fault } from '../../fault.ts';

export default fault({
  id: 'registry-name-server-silent',
  title: 'The name server itself cannot be reached',
  engine: {},
  files: {
    Dockerfile: 'FROM nosuch/image:1\nRUN true\n',
  },
  act: (bench) => bench.build(),
  shows: /lookup|dial/,
  expects: { root: 'registry-dns-failure', accept: ['registry-timeout'] },
});
