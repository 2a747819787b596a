import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({ compose: (text) => text.replace(/^ *REDIS_URL:.*\n/m, '') }),
  id: 'stack-redis-url-missing',
  title: 'A variable is in .env, but the Compose file does not pass it on to the service in the middle',
  shows: /KeyError: 'REDIS_URL'/,
  expects: {
    root: 'missing-runtime-env',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
  repair: { command: ['up'], remedies: ['missing-runtime-env/hand-on-the-variable'] },
});
