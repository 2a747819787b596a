import { fault } from '../../fault.ts';

export default fault({
  id: 'capability-missing',
  title: 'A container without NET_ADMIN changes its network',
  files: {
    'compose.yaml': `services:
  vpn:
    image: alpine:3.19
    command: ip link set lo down
`,
  },
  act: (bench) => bench.up(['-d']),
  shows: /Operation not permitted/,
  expects: { root: 'capability-missing', accept: ['seccomp-eperm'] },
});
