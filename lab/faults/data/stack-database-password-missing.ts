import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({ env: (text) => text.replace(/^POSTGRES_PASSWORD=.*\n/m, '') }),
  id: 'stack-database-password-missing',
  title: 'The variable of the database password is not in .env: no database, no stack',
  shows: /superuser password is not specified/,
  expects: {
    root: 'pg-password-missing',
    accept: ['compose-env-unset'],
    consequences: [
      ['dependency-exited', 'postgres'],
      ['service-not-started', 'app', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
  },
  repair: { command: ['up'], remedies: ['pg-password-missing/generate-a-password'] },
});
