import { fault } from '../../fault.ts';

/** What `cgo-no-space` breaks, as it should be: the frontend's check goes through the backend into its C half. */
export default fault({
  id: 'cgo-stack-well',
  title: 'The Go backend with its C half builds and answers, and so does its frontend: nothing to diagnose',
  images: ['golang', 'debian', 'node'],
  setUp: async (bench) => {
    bench.stack('cgo');
  },
  act: (bench) => bench.up(['-d', '--build', '--wait', '--wait-timeout', '150'], { seconds: 300 }),
  shows: /Container shop-frontend-1\s+Healthy/,
  expects: { root: null, outcome: 'succeeded' },
});
