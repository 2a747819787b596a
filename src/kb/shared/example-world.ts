import type {
  Container,
  ContainerSummary,
  EngineBuilder,
  EngineInfo,
  EngineNetwork,
  EngineVolume,
} from '#core/model/probes/engine.ts';
import type { ClientConfiguration, DaemonConfiguration } from '#core/model/probes/configuration.ts';
import type { Filesystem } from '#core/model/probes/machine.ts';

/** For examples: a container as the engine describes it, where only these parts matter. */
export function exampleContainer(
  parts: Partial<Omit<Container, 'state'>> & { readonly state?: Partial<Container['state']> },
): Container {
  const { state, ...rest } = parts;
  return {
    id: '3341b6103a93',
    name: 'shop-app-1',
    image: 'app',
    created: 0,
    entrypoint: [],
    command: [],
    user: '',
    environment: {},
    dependsOn: [],
    networks: [],
    mounts: [],
    published: [],
    limits: {},
    restartPolicy: 'no',
    networkMode: 'bridge',
    isReadOnly: false,
    capabilities: { added: [], dropped: [], isPrivileged: false },
    isTty: false,
    logDriver: 'json-file',
    ...rest,
    state: { status: 'exited', exitCode: 1, oomKilled: false, error: '', restartCount: 0, ...state },
  };
}

/** For examples: the volume of a database, made at this time. */
export function exampleVolume(created: number, name = 'shop_pgdata'): EngineVolume {
  return { name, driver: 'local', created, mountpoint: `/var/lib/docker/volumes/${name}/_data`, usedBy: [] };
}

/** For examples: the filesystem under the data root. */
export function exampleDisk(parts: Partial<Filesystem>): Filesystem {
  return {
    path: '/var/lib/docker',
    type: 'ext4',
    bytes: 100 * 2 ** 30,
    available: 50 * 2 ** 30,
    inodes: 6_553_600,
    inodesFree: 6_000_000,
    options: ['rw'],
    isReadOnly: false,
    seenFrom: 'host',
    ...parts,
  };
}

/** For examples: an engine of today on amd64, not Docker Desktop. */
export function exampleEngine(parts: Partial<EngineInfo>): EngineInfo {
  return {
    version: '28.5.2',
    apiVersion: '1.51',
    minApiVersion: '1.24',
    operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    isDesktop: false,
    isRootless: false,
    kernel: '6.1.0',
    architecture: 'x86_64',
    cpus: 8,
    memory: 16 * 2 ** 30,
    storageDriver: 'overlay2',
    usesContainerdStore: false,
    dataRoot: '/var/lib/docker',
    cgroupVersion: '2',
    cgroupDriver: 'systemd',
    securityOptions: [],
    mirrors: [],
    insecureRegistries: [],
    proxies: { http: false, https: false, no: [] },
    runtimes: ['runc'],
    defaultAddressPools: [],
    loggingDriver: 'json-file',
    containers: { running: 0, paused: 0, stopped: 0 },
    images: 0,
    warnings: [],
    clockSkew: 0,
    ...parts,
  };
}

/** For examples: a client's config.json. */
export function exampleClient(parts: Partial<ClientConfiguration>): ClientConfiguration {
  return {
    path: '~/.docker/config.json',
    exists: true,
    isReadable: true,
    auths: [],
    helpers: [],
    proxies: [],
    environment: [],
    ...parts,
  };
}

/** For examples: a daemon.json. */
export function exampleDaemon(parts: Partial<DaemonConfiguration>): DaemonConfiguration {
  return {
    path: '/etc/docker/daemon.json',
    exists: true,
    keys: [],
    mirrors: [],
    insecureRegistries: [],
    dns: [],
    addressPools: [],
    features: {},
    ...parts,
  };
}

/** For examples: the builder in use. */
export function exampleBuilder(driver: string): EngineBuilder {
  return { name: driver === 'docker' ? 'default' : 'ci', driver, isCurrent: true, nodes: [] };
}

/** For examples: a container in a list. */
export function exampleSummary(parts: Partial<ContainerSummary>): ContainerSummary {
  return {
    id: '3341b6103a93',
    name: 'shop-app-1',
    image: 'app',
    state: 'running',
    status: 'Up 2 hours',
    created: 0,
    isOneOff: false,
    published: [],
    ...parts,
  };
}

/** For examples: this many bridge networks, `blog0_default` the first one. */
export function exampleNetworks(count: number): readonly EngineNetwork[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    name: `blog${index}_default`,
    driver: 'bridge',
    subnets: [`10.10.${index}.0/24`],
    isInternal: false,
    containers: [],
  }));
}
