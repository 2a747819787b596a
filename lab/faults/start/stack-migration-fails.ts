import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({
    override: `services:
  migrate:
    build: ./app
    command: >
      python -c "import os, psycopg2; psycopg2.connect(os.environ['DATABASE_URL'])"
    environment:
      DATABASE_URL: postgresql://app:\${POSTGRES_PASSWORD}@postgres:5432/shop
    depends_on:
      postgres: { condition: service_healthy }
  app:
    depends_on:
      migrate: { condition: service_completed_successfully }
`,
  }),
  id: 'stack-migration-fails',
  title: 'A one-shot migration connects to a database that was never made, and the application waits for it',
  shows: /database "shop" does not exist/,
  expects: {
    root: 'pg-database-missing',
    consequences: [
      ['dependency-completed-nonzero', 'migrate'],
      ['service-not-started', 'app', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'migrate',
  },
});
