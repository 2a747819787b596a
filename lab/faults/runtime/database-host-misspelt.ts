import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({ env: (text) => text.replace('@postgres:', '@database:') }),
  id: 'database-host-misspelt',
  title: 'The database URL names a service that nobody has',
  shows: /could not translate host name "database"/,
  expects: {
    root: 'service-dns-failure',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
  repair: { command: ['up'], remedies: ['service-dns-failure/name-the-service'] },
});
