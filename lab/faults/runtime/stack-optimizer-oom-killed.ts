import { fault } from '../../fault.ts';
import { sixServices, upAndState } from '../../six-services.ts';

export default fault({
  ...sixServices({
    override: `services:
  memory-optimizer:
    mem_limit: 48m
    memswap_limit: 48m
    command: ['python', '-u', '-c', 'print("optimizer reads everything"); data = b"x" * 400_000_000']
`,
  }),
  id: 'stack-optimizer-oom-killed',
  title: 'A service in the middle exceeds its memory limit, the rest is well',
  act: (bench) => upAndState(bench, 'shop-memory-optimizer-1'),
  shows: /"OOMKilled":true/,
  expects: { root: 'container-oom-killed' },
});
