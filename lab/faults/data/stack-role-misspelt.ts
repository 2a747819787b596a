import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

/** To the application it is a wrong password; the database's own log has the DETAIL. */
export default fault({
  ...sixServices({ env: (text) => text.replace('//app:', '//application:') }),
  id: 'stack-role-misspelt',
  title: 'The database URL names a user that the database does not have',
  shows: /Role "application" does not exist/,
  expects: {
    root: 'pg-role-missing',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
  },
  repair: { command: ['up'], remedies: ['pg-role-missing/use-the-configured-user'] },
});
