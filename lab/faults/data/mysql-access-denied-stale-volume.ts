import { fault } from '../../fault.ts';

export default fault({
  id: 'mysql-access-denied-stale-volume',
  title: 'Both sides got a new root password, the volume keeps the old one',
  images: ['mariadb'],
  files: {
    '.env': 'DB_PASSWORD=old\n',
    'compose.yaml': `services:
  db:
    image: mariadb:10.11
    environment:
      MARIADB_ROOT_PASSWORD: \${DB_PASSWORD}
    volumes:
      - data:/var/lib/mysql
  app:
    image: mariadb:10.11
    environment:
      DB_HOST: db
      DB_USER: root
      DB_PASSWORD: \${DB_PASSWORD}
    entrypoint: ["sh", "-c"]
    command:
      - >-
        until mariadb -h "$$DB_HOST" -u "$$DB_USER" -p"$$DB_PASSWORD" -e 'select 1' 2>/tmp/why; do
        grep -q denied /tmp/why && { cat /tmp/why; exit 1; }; sleep 0.3; done
    depends_on: [db]
volumes:
  data: {}
`,
  },
  setUp: (bench) =>
    bench.must(`docker compose up -d
      docker compose wait app
      docker compose down && printf 'DB_PASSWORD=new\\n' > .env`),
  act: (bench) => bench.compose(['up', '--abort-on-container-exit', '--exit-code-from', 'app']),
  shows: /Access denied for user/,
  expects: { root: 'mysql-access-denied-stale-volume', service: 'app' },
});
