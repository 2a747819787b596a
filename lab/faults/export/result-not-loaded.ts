import { fault } from '../../fault.ts';
import { useContainerBuilder } from '../../builder.ts';

export default fault({
  id: 'result-not-loaded',
  title: 'The builder keeps the result to itself: a warning, no failure',
  engine: { config: { features: { 'containerd-snapshotter': true } } },
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN echo hi > /hi\n',
  },
  setUp: useContainerBuilder,
  act: (bench) => bench.engine.run(['docker', 'buildx', 'build', '--progress=plain', '-t', 'shop-app', '.']),
  shows: /No output specified with docker-container driver/,
  expects: { root: null, accept: ['result-not-loaded'], outcome: 'succeeded' },
  repair: {
    command: ['run', '--', 'docker', 'buildx', 'build', '--progress=plain', '-t', 'shop-app', '.'],
    remedies: ['result-not-loaded/load-the-result'],
  },
});
