import { fault } from '../../fault.ts';

export default fault({
  id: 'stage-name-pulled',
  title: 'COPY --from names a stage that does not exist, so it is taken for an image',
  files: {
    Dockerfile: 'FROM alpine:3.19\nCOPY --from=builder /x /x\n',
  },
  act: (bench) => bench.build(),
  shows: /builder/,
  expects: { root: 'stage-name-pulled', accept: ['registry-dns-failure'], line: 2 },
});
