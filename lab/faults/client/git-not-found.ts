import { fault } from '../../fault.ts';

export default fault({
  id: 'git-not-found',
  title: 'buildx finds no git; the build itself is fine',
  engine: {},
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN echo hi\n',
  },
  setUp: async (bench) => {
    await bench.must('git init -q . && git -c user.name=a -c user.email=a@b.example commit -q --allow-empty -m one');
    // Only in this engine's view of the machine.
    await bench.must('mount --bind /dev/null /usr/bin/git');
  },
  act: (bench) => bench.build(),
  shows: /git was not found in the system|current commit information was not captured/,
  expects: { root: null, outcome: 'succeeded' },
  repair: { command: ['build', '--progress=plain', '.'], remedies: ['git-not-found/switch-it-off'] },
});
