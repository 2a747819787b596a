import { fault } from '../../fault.ts';

export default fault({
  id: 'pg-version-mismatch',
  title: 'A volume that an older PostgreSQL has made',
  images: ['postgres', 'busybox'],
  files: {
    'compose.yaml': `services:
  db:
    image: postgres:15
    environment: { POSTGRES_PASSWORD: x }
    volumes: ["data:/var/lib/postgresql/data"]
volumes:
  data: {}
`,
  },
  setUp: async (bench) => {
    await bench.must(
      'docker compose up -d; until docker compose exec -T db psql -qU postgres -h 127.0.0.1 -c "select 1" 2>&1 | grep -q "password\\|column"; do sleep 0.2; done; docker compose rm -sf',
    );
    // What a volume of another major version looks like to PostgreSQL.
    await bench.must('docker run --rm -v shop_data:/data busybox sh -c "echo 14 >/data/PG_VERSION"');
  },
  act: (bench) => bench.up(['-d']),
  shows: /database files are incompatible with server/,
  expects: { root: 'pg-version-mismatch', service: 'db' },
});
