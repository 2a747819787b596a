import type { ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { act } from '#core/model/steps.ts';
import { DATA_KINDS, endpointsOf } from './data-service.ts';
import { namesOf, runsImage, startsServer } from './stack.ts';

/** The client sends a password and the server that it calls has none: its file may have got one since it was started. */
export function serverTakesPassword(
  service: string | undefined,
  services: readonly ProjectService[],
): Remedy | undefined {
  const servers = services.filter(
    (one) => runsImage(one, DATA_KINDS.redis.images) && startsServer(one, 'redis-server', 'valkey-server'),
  );
  const client = services.find(({ name }) => name === service);
  const called = servers.filter((server) => {
    if (client === undefined) return true;
    return client === server || endpointsOf(client).some(({ host }) => namesOf(server).includes(host));
  });
  const [server, ...more] = called;
  if (server === undefined || more.length > 0) return undefined;
  return {
    id: 'running-server-takes-the-password',
    title: {
      en: 'Give the running server the password of its redis.conf',
      zh: '让运行中的服务器使用 redis.conf 中的密码',
    },
    risk: 'reversible',
    steps: [
      act({ name: 'set-database-password', engine: 'redis', service: server.name, user: 'default' }, 'reversible', {
        en: `drydock up --fix: where redis.conf has a requirepass that came after the start of ${server.name}, CONFIG SET requirepass gives it to the server as it runs. A restart would do the same, but loses what is only in memory.`,
        zh: `drydock up --fix：如果 redis.conf 中的 requirepass 是在 ${server.name} 启动之后才写入的，就用 CONFIG SET requirepass 让运行中的服务器采用它。重启也可以，但会丢失只在内存中的数据。`,
      }),
      act({ name: 'restart-failing' }, 'reversible', {
        en: 'What has given up meanwhile is started anew; what works is left alone.',
        zh: '已经放弃的容器会重新启动；正常运行的不受影响。',
      }),
    ],
  };
}
