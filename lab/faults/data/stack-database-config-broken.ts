import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({
    // The volume is there already: while it is made, a server of its own answers the health check, and the stack goes on.
    before: `docker compose up -d postgres
      until docker compose exec -T postgres pg_isready -qh 127.0.0.1; do sleep 0.3; done
      docker compose rm -sf postgres`,
    override: `services:
  postgres:
    command: postgres -c config_file=/etc/postgresql/postgresql.conf
    volumes:
      - ./postgresql.conf:/etc/postgresql/postgresql.conf:ro
`,
    files: { 'postgresql.conf': "listen_addresses = '*'\nshared_bufers = 128MB\nmax_connections = 50\n" },
  }),
  id: 'stack-database-config-broken',
  title: 'A setting of the database is misspelt in a mounted file',
  shows: /contains errors/,
  expects: {
    root: 'pg-config-invalid',
    consequences: [['service-not-started', 'app', 'memory-optimizer', 'prometheus', 'grafana']],
    service: 'postgres',
  },
});
