import { fault } from '../../fault.ts';

export default fault({
  id: 'buildx-builder-missing',
  title: '--builder names a builder that does not exist',
  files: {
    Dockerfile: 'FROM alpine:3.19\n',
  },
  act: (bench) => bench.engine.run(['docker', 'buildx', 'build', '--builder', 'ci', '--progress=plain', '.']),
  shows: /no builder "ci" found/,
  expects: { root: 'buildx-builder-missing' },
  repair: {
    command: ['run', '--', 'docker', 'buildx', 'build', '--builder', 'ci', '--progress=plain', '.'],
    remedies: ['buildx-builder-missing/build-without-the-option'],
  },
});
