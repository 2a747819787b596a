import { fault } from '../../fault.ts';

export default fault({
  id: 'mysql-user-stale-volume',
  title: "The application's user got a new password on both sides, the volume keeps the old one",
  images: ['mariadb'],
  files: {
    '.env': 'ROOT_PASSWORD=r00t\nSHOP_PASSWORD=old\n',
    'compose.yaml': `services:
  db:
    image: mariadb:10.11
    environment:
      MARIADB_ROOT_PASSWORD: \${ROOT_PASSWORD}
      MARIADB_DATABASE: shop
      MARIADB_USER: shop
      MARIADB_PASSWORD: \${SHOP_PASSWORD}
    volumes:
      - data:/var/lib/mysql
  app:
    image: mariadb:10.11
    environment:
      DB_HOST: db
      DB_USER: shop
      DB_PASSWORD: \${SHOP_PASSWORD}
    entrypoint: ["sh", "-c"]
    command:
      - >-
        until mariadb -h "$$DB_HOST" -u "$$DB_USER" -p"$$DB_PASSWORD" shop -e 'select 1' 2>/tmp/why; do
        grep -q denied /tmp/why && { cat /tmp/why; exit 1; }; sleep 0.3; done; exec sleep 600
    healthcheck:
      test: mariadb -h db -u shop -p"$$DB_PASSWORD" shop -e 'select 1'
      interval: 1s
    depends_on: [db]
volumes:
  data: {}
`,
  },
  setUp: (bench) =>
    bench.must(`docker compose up -d --wait
      docker compose down -t 1 && sed -i s/SHOP_PASSWORD=old/SHOP_PASSWORD=new/ .env`),
  act: (bench) => bench.up(),
  shows: /Access denied for user 'shop'/,
  expects: { root: 'mysql-access-denied-stale-volume', service: 'app' },
  repair: {
    command: ['up'],
    remedies: ['mysql-access-denied-stale-volume/set-password-inside'],
    undone: 'docker exec -e MYSQL_PWD=old shop-db-1 mariadb -h 127.0.0.1 -u shop shop -e "select 1"',
  },
});
