import type { Remedy } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';
import { restartEngine } from './registry.ts';

/** The engine's own garbage collection: https://docs.docker.com/build/cache/garbage-collection/. Its file is the system's. */
export function limitTheCache(): Remedy {
  return {
    id: 'limit-the-cache',
    title: { en: 'Let the engine keep its build cache below a limit', zh: '让引擎把构建缓存控制在上限之内' },
    risk: 'disruptive',
    steps: [
      edit(
        '/etc/docker/daemon.json',
        {
          en: 'From then on it frees the longest unused itself (Docker Desktop: Settings → Docker Engine).',
          zh: '此后引擎会自动释放最久未用的缓存（Docker Desktop 在 Settings → Docker Engine 中设置）。',
        },
        {
          after: '"builder": { "gc": { "enabled": true, "defaultKeepStorage": "20GB" } }',
          makes: {
            kind: 'json',
            file: '/etc/docker/daemon.json',
            path: ['builder', 'gc'],
            set: { enabled: true, defaultKeepStorage: '20GB' },
          },
        },
      ),
      ...restartEngine(),
    ],
  };
}
