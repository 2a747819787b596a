import { fault } from '../../fault.ts';

export default fault({
  id: 'multi-platform-unsupported',
  title: 'Two platforms at once on the default builder',
  engines: ['26'],
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN true\n',
  },
  act: (bench) =>
    bench.engine.run(['docker', 'buildx', 'build', '--progress=plain', '--platform', 'linux/amd64,linux/arm64', '.']),
  shows: /Multi-platform build is not supported for the docker driver/,
  expects: { root: 'multi-platform-unsupported-driver' },
});
