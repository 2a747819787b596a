import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Bench } from './bench.ts';

const DOCKERFILE = `FROM busybox
RUN printf '#!/bin/sh\\nexec sleep 86400\\n' >/bin/buildkitd && \\
  printf '#!/bin/sh\\ncase "$*" in *dial-stdio*) exec nc 127.0.0.1 5199;; esac\\necho ID\\n' >/bin/buildctl && \\
  chmod 755 /bin/buildkitd /bin/buildctl
ENTRYPOINT ["buildkitd"]
`;

/**
 * A builder with the docker-container driver, chosen as the default one. Debian has no buildkitd: the image of that
 * name is a relay to the engine's own BuildKit, and buildx does not see the difference.
 */
export async function useContainerBuilder({ engine }: Bench): Promise<void> {
  const loader = fileURLToPath(import.meta.resolve('tsx'));
  const relay = join(import.meta.dirname, 'engine/relay.ts');
  engine.namespace.start([process.execPath, '--import', loader, relay], '/dev/null');
  await engine.must(['docker', 'build', '-q', '-t', 'moby/buildkit:buildx-stable-1', '-'], { input: DOCKERFILE });
  await engine.must([
    'sh',
    '-c',
    'until nc -z 127.0.0.1 5199 2>/dev/null || grep -q :144F /proc/net/tcp; do sleep 0.1; done',
  ]);
  const create = [
    'docker',
    'buildx',
    'create',
    '--name',
    'lab',
    '--driver',
    'docker-container',
    '--driver-opt',
    'network=host',
  ];
  await engine.must([...create, '--use']);
}
