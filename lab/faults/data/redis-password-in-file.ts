import { fault } from '../../fault.ts';

export default fault({
  id: 'redis-password-in-file',
  title: 'redis.conf got a password, and the server that runs has not read it',
  images: ['redis'],
  files: {
    'conf/redis.conf': 'protected-mode no\nbind 0.0.0.0\ndir /data\n',
    '.env': 'REDIS_PASSWORD=\n',
    'compose.yaml': `services:
  redis:
    image: redis:7
    command: redis-server /conf/redis.conf
    volumes:
      - ./conf:/conf
      - data:/data
  app:
    image: redis:7
    environment:
      REDIS_HOST: redis
      REDIS_PASSWORD: \${REDIS_PASSWORD}
    entrypoint: ["sh", "-c"]
    command:
      - >-
        until redis-cli -h redis ping >/tmp/seen 2>&1; do sleep 0.2; done;
        echo "AUTH $$REDIS_PASSWORD" | redis-cli -h redis >/tmp/why; grep -q OK /tmp/why || { cat /tmp/why; exit 1; };
        exec sleep 600
    healthcheck:
      test: test -s /tmp/why
      interval: 1s
    depends_on: [redis]
volumes:
  data: {}
`,
  },
  setUp: (bench) =>
    bench.must(`docker compose up -d redis
      until docker exec shop-redis-1 redis-cli ping; do sleep 0.1; done
      printf 'requirepass s3cret-cache\\n' >>conf/redis.conf
      sed -i s/PASSWORD=/PASSWORD=s3cret-cache/ .env`),
  act: (bench) => bench.up(),
  shows: /without any password configured/,
  expects: { root: 'redis-noauth', service: 'app' },
  repair: {
    command: ['up'],
    remedies: ['redis-noauth/running-server-takes-the-password'],
    undone: 'docker exec shop-redis-1 redis-cli ping | grep PONG',
  },
});
