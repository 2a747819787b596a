import { fault } from '../../fault.ts';

export default fault({
  id: 'lint-errors-enabled',
  title: 'Build checks are errors, and there is one',
  files: {
    Dockerfile: `# check=error=true
from alpine:3.19 AS Base
ENV DB_PASSWORD=s3cret
RUN true
`,
  },
  act: (bench) => bench.build(),
  shows: /lint violation found/,
  expects: { root: 'lint-errors-enabled' },
});
