import { fault } from '../../fault.ts';

export default fault({
  id: 'layer-directory-missing',
  title: 'Somebody removed a layer below /var/lib/docker/overlay2',
  engine: {},
  files: {
    Dockerfile: `FROM alpine:3.19
RUN echo one > /one
RUN echo two > /two
`,
  },
  setUp: async (bench) => {
    await bench.must('docker build -q -t shop-app .');
    await bench.must(`rm -rf "$(dirname "$(docker inspect -f '{{.GraphDriver.Data.UpperDir}}' shop-app)")"`);
  },
  act: (bench) => bench.docker(['run', '--rm', 'shop-app', 'cat', '/two']),
  shows: /no such file or directory/,
  expects: { root: 'layer-directory-missing', accept: ['parent-snapshot-missing', 'layer-corrupt-on-disk'] },
});
