import { fault } from '../../fault.ts';

export default fault({
  id: 'dockerfile-unknown-instruction',
  title: 'A misspelt instruction',
  engines: ['26', '20.10'],
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUNN echo hi\n',
  },
  act: (bench) => bench.build(),
  shows: /unknown instruction: RUNN/,
  expects: { root: 'dockerfile-unknown-instruction', line: 2 },
  repair: { command: ['build', '.'], remedies: ['dockerfile-unknown-instruction/write-the-instruction'] },
});
