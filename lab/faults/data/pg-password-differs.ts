import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({ env: (text) => text.replace('POSTGRES_PASSWORD=s3cret-one', 'POSTGRES_PASSWORD=s3cret-two') }),
  id: 'pg-password-differs',
  title: 'The application has another password than the database',
  shows: /password authentication failed for user "app"/,
  expects: {
    root: 'pg-password-differs',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
  repair: { command: ['up'], remedies: ['pg-password-differs/url-from-one-password'] },
});
