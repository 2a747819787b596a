import { fault } from '../../fault.ts';

export default fault({
  id: 'exec-form-broken',
  title: 'JSON form with single quotes is not JSON: the shell gets it',
  files: {
    Dockerfile: "FROM alpine:3.19\nRUN ['echo', 'hello']\n",
  },
  act: (bench) => bench.build(),
  shows: /\[echo|not found/,
  expects: { root: 'exec-form-broken', accept: ['command-not-found'], line: 2 },
  repair: { command: ['build', '.'], remedies: ['exec-form-broken/quote-as-json'] },
});
