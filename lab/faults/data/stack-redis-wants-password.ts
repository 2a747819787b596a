import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

/** Redis's own check stays green: redis-cli prints NOAUTH and exits with 0. */
export default fault({
  ...sixServices({
    override: `services:
  redis:
    command: redis-server --protected-mode no --requirepass s3cret-cache
`,
  }),
  id: 'stack-redis-wants-password',
  title: 'Redis got a password, the application was not told',
  shows: /Authentication required|NOAUTH/,
  expects: {
    root: 'redis-noauth',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
  repair: { command: ['up'], remedies: ['redis-noauth/url-takes-the-password'] },
});
