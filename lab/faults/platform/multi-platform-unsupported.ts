import { offerBuildkit } from '../../builder.ts';
import { fault } from '../../fault.ts';

export default fault({
  id: 'multi-platform-unsupported',
  title: 'Two platforms at once on the default builder',
  engines: ['26'],
  files: {
    Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n',
  },
  setUp: offerBuildkit,
  act: (bench) =>
    bench.engine.run(['docker', 'buildx', 'build', '--progress=plain', '--platform', 'linux/amd64,linux/arm64', '.']),
  shows: /Multi-platform build is not supported for the docker driver/,
  expects: { root: 'multi-platform-unsupported-driver' },
  repair: {
    command: ['build', '--platform', 'linux/amd64,linux/arm64', '.'],
    remedies: ['multi-platform-unsupported-driver/build-in-a-new-builder'],
    undone: '! docker buildx inspect drydock-platforms',
  },
});
