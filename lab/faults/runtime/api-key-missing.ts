import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({ env: (text) => text.replace(/PAYMENT_API_KEY.*\n/, '') }),
  id: 'api-key-missing',
  title: 'A key the application needs is not in .env',
  shows: /PAYMENT_API_KEY is not set/,
  expects: {
    root: 'missing-runtime-env',
    accept: ['compose-env-unset'],
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
  },
  repair: {
    command: ['up', '--set', 'PAYMENT_API_KEY=sk-lab-1'],
    remedies: ['missing-runtime-env/set-the-variable'],
  },
});
