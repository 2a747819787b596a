import { fault } from '../../fault.ts';

export default fault({
  id: 'stage-cycle',
  title: 'Two stages copy from each other',
  files: {
    Dockerfile: `FROM scratch AS one
COPY --from=two / /
FROM scratch AS two
COPY --from=one / /
`,
  },
  act: (bench) => bench.build(),
  shows: /circular dependency|cannot copy from stage|previous/,
  expects: { root: 'stage-order-invalid' },
});
