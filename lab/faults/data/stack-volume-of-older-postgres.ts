import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({
    // What a volume of another major version looks like to PostgreSQL.
    before: `docker compose up -d --wait postgres && docker compose rm -sf postgres
      docker run --rm -v shop_pgdata:/data busybox sh -c 'echo 14 >/data/PG_VERSION'`,
  }),
  images: ['postgres', 'redis', 'app', 'prometheus', 'busybox'],
  id: 'stack-volume-of-older-postgres',
  title: 'The database image was raised a major version over its volume, and five services wait for it',
  shows: /database files are incompatible with server/,
  expects: {
    root: 'pg-version-mismatch',
    consequences: [
      ['dependency-exited', 'postgres'],
      ['service-not-started', 'app', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'postgres',
  },
});
