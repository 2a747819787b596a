import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({
    // The first start makes the volume with the old password.
    before: 'docker compose up -d --wait postgres && docker compose rm -sf postgres',
    env: (text) => text.replaceAll('s3cret-one', 's3cret-new'),
  }),
  id: 'pg-auth-failed-stale-volume',
  title: 'Both passwords were changed, the volume keeps the old one',
  shows: /Skipping initialization/,
  expects: {
    root: 'pg-auth-failed-stale-volume',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
  repair: { command: ['up'], remedies: ['pg-auth-failed-stale-volume/set-password-inside'] },
});
