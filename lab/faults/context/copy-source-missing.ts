import { fault } from '../../fault.ts';

export default fault({
  id: 'copy-source-missing',
  title: 'COPY names a file that is not in the context',
  engines: ['26', '20.10'],
  files: { Dockerfile: 'FROM alpine:3.19\nWORKDIR /app\nCOPY requirements.txt .\n' },
  act: (bench) => bench.build(),
  shows: /"\/requirements.txt": not found|"\/requirements.txt" not found/,
  expects: { root: 'copy-source-missing', line: 3 },
});
