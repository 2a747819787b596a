import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Bench } from './bench.ts';

/** On the engine's own network the relay is at the loopback address, on any other one behind the gateway. */
const DOCKERFILE = `FROM busybox
COPY --chmod=755 <<'BUILDKITD' /bin/buildkitd
#!/bin/sh
exec sleep 86400
BUILDKITD
COPY --chmod=755 <<'BUILDCTL' /bin/buildctl
#!/bin/sh
at=$(ip route | awk '/^default/ { print $3 }')
case "$*" in *dial-stdio*) exec nc "\${at:-127.0.0.1}" 5199;; esac
echo ID
BUILDCTL
ENTRYPOINT ["buildkitd"]
`;

/**
 * The image that builders in a container are made of. Debian has no buildkitd: the image of that name is a relay to the
 * engine's own BuildKit, and buildx does not see the difference.
 */
export async function offerBuildkit({ engine }: Bench): Promise<void> {
  const loader = fileURLToPath(import.meta.resolve('tsx'));
  const relay = join(import.meta.dirname, 'engine/relay.ts');
  engine.namespace.start([process.execPath, '--import', loader, relay], '/dev/null');
  await engine.must(['docker', 'build', '-q', '-t', 'moby/buildkit:buildx-stable-1', '-'], { input: DOCKERFILE });
  await engine.must([
    'sh',
    '-c',
    'until nc -z 127.0.0.1 5199 2>/dev/null || grep -q :144F /proc/net/tcp; do sleep 0.1; done',
  ]);
}

/** A builder with the docker-container driver, chosen as the default one. */
export async function useContainerBuilder(bench: Bench): Promise<void> {
  await offerBuildkit(bench);
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
  await bench.engine.must([...create, '--use']);
}
