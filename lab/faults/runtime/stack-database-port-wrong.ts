import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({ env: (text) => text.replace('@postgres:5432', '@postgres:5433') }),
  id: 'stack-database-port-wrong',
  title: 'The database URL has a port on which nobody listens',
  shows: /port 5433 failed: Connection refused/,
  expects: {
    root: 'dependency-not-ready',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
});
