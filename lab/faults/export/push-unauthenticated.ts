import { fault } from '../../fault.ts';

export default fault({
  id: 'push-unauthenticated',
  title: 'Pushing without a login',
  servers: true,
  setUp: async (bench) => {
    await bench.must('docker tag busybox registry.example/shop/app:1');
    bench.servers.mode({ answer: '401' });
  },
  act: (bench) => bench.docker(['push', 'registry.example/shop/app:1'], { seconds: 8 }),
  shows: /unauthorized|no basic auth|denied/,
  expects: { root: 'push-unauthenticated', accept: ['push-denied', 'registry-unauthorized'] },
});
