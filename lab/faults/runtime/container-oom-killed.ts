import { fault } from '../../fault.ts';

export default fault({
  id: 'container-oom-killed',
  title: 'A container exceeds its memory limit',
  engines: ['26', '20.10'],
  act: async (bench) => {
    const ran = await bench.docker([
      'run',
      '--name',
      'shop-worker',
      '-m',
      '48m',
      '--memory-swap',
      '48m',
      'alpine:3.19',
      'sh',
      '-c',
      'exec tail /dev/zero',
    ]);
    const state = await bench.docker(['inspect', '-f', '{{json .State}}', 'shop-worker']);
    return { ...ran, text: ran.text + state.text };
  },
  shows: /"OOMKilled":true/,
  expects: { root: 'container-oom-killed' },
});
