import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({ env: (text) => text.replace('//redis:', '//localhost:') }),
  id: 'redis-on-localhost',
  title: 'The application looks for its cache inside its own container',
  shows: /connecting to localhost:6379/,
  expects: {
    root: 'connect-localhost-inside-container',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
  repair: { command: ['up'], remedies: ['connect-localhost-inside-container/use-service-name'] },
});
