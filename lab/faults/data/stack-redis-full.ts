import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({
    override: `services:
  redis:
    command: redis-server --protected-mode no --maxmemory 500kb
`,
  }),
  id: 'stack-redis-full',
  title: 'Redis answers, but takes no more data',
  shows: /command not allowed when used memory/,
  expects: {
    root: 'redis-maxmemory',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
});
