import type { BuildDetail, BuildKey, BuildRecord } from './builds.ts';
import type { EnvironmentValue } from './project.ts';
import type { Nothing } from './question.ts';
import type { CacheRecord, EngineUsage } from './usage.ts';

/** What the Docker Engine is asked, over its API and with GET and HEAD alone. */
export interface EngineProbes {
  /** Answers also where there is no engine: then it says what stands in the way. */
  'engine.reach': { about: Nothing; answer: EngineReach };
  'engine.info': { about: Nothing; answer: EngineInfo };
  'engine.usage': { about: Nothing; answer: EngineUsage };
  'engine.builders': { about: Nothing; answer: readonly EngineBuilder[] };
  'engine.cache': { about: Nothing; answer: readonly CacheRecord[] };
  'engine.image': { about: { readonly reference: string }; answer: EngineImage };
  /** For which processor an image, that of a service's newest container, or the one program copied in under a name is made. */
  'engine.architecture': {
    about: { readonly reference: string } | { readonly service: string } | { readonly program: string };
    answer: EngineArchitecture;
  };
  /** All containers, running or not; `project` and `publishing` narrow it. */
  'engine.containers': {
    about: { readonly project?: string; readonly publishing?: number; readonly named?: string };
    answer: readonly ContainerSummary[];
  };
  /** One container by id or name; the newest one of a Compose service; or the newest one whose own words these are. */
  'engine.container': {
    about:
      | { readonly name: string }
      | { readonly service: string; readonly project?: string }
      | { readonly said: string };
    answer: Container;
  };
  /** Whether the user of a service's newest container may write a path of it, by owner and mode. */
  'engine.access': { about: { readonly service: string; readonly path: string }; answer: ContainerAccess };
  /** The last lines a container printed, oldest first, masked; `since` in seconds since the epoch. */
  'engine.logs': {
    about: { readonly name: string; readonly tail: number; readonly since?: number };
    answer: readonly ContainerLine[];
  };
  'engine.networks': { about: Nothing; answer: readonly EngineNetwork[] };
  'engine.volumes': { about: Nothing; answer: readonly EngineVolume[] };
  /** From the engine's own memory (at most 256 events), oldest first. Times are milliseconds since the epoch. */
  'engine.events': { about: { readonly since?: number; readonly project?: string }; answer: readonly EngineEvent[] };
  /** Builds that `docker buildx history` knows, newest first. */
  'engine.builds': { about: Nothing; answer: readonly BuildRecord[] };
  /** One of these, with its typed error; both fields are a record's own. */
  'engine.build': { about: BuildKey; answer: BuildDetail };
  /** What it printed, as `--progress rawjson` does: one JSON object a line, masked. */
  'engine.buildLog': { about: BuildKey; answer: string };
  /** Programs the client needs: docker, its plugins, their versions. */
  'engine.client': { about: Nothing; answer: EngineClient };
}

export interface EngineReach {
  /** Masked; '' where a context names it that cannot be read. */
  readonly endpoint: string;
  /** Absent where the endpoint is not known or cannot be read. */
  readonly transport?: 'unix' | 'npipe' | 'tcp' | 'tls' | 'ssh';
  /** Where the endpoint comes from. */
  readonly from: 'default' | 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'context' | 'flag';
  readonly context?: string;
  readonly isReachable: boolean;
  readonly problem?:
    | 'no-socket'
    | 'permission'
    | 'refused'
    | 'timeout'
    | 'tls'
    | 'name-not-found'
    | 'not-an-engine'
    | 'api-too-old'
    | 'context-not-found'
    | 'other';
  /** The system's own words, masked. */
  readonly detail?: string;
  /** For a unix socket that may not be opened: its owner and group, and whether the user is in the group. */
  readonly socket?: {
    readonly owner: number;
    readonly group: number;
    readonly mode: number;
    readonly isInGroup: boolean;
  };
}

export interface EngineInfo {
  readonly version: string;
  readonly apiVersion: string;
  readonly minApiVersion: string;
  readonly operatingSystem: string;
  readonly isDesktop: boolean;
  readonly isRootless: boolean;
  readonly kernel: string;
  readonly architecture: string;
  readonly cpus: number;
  /** Bytes of the machine or VM the engine runs in. */
  readonly memory: number;
  readonly storageDriver: string;
  readonly usesContainerdStore: boolean;
  readonly backingFilesystem?: string;
  readonly dataRoot: string;
  readonly cgroupVersion: string;
  readonly cgroupDriver: string;
  readonly securityOptions: readonly string[];
  readonly mirrors: readonly string[];
  readonly insecureRegistries: readonly string[];
  readonly proxies: { readonly http: boolean; readonly https: boolean; readonly no: readonly string[] };
  readonly runtimes: readonly string[];
  readonly defaultAddressPools: readonly { readonly base: string; readonly size: number }[];
  readonly loggingDriver: string;
  readonly containers: { readonly running: number; readonly paused: number; readonly stopped: number };
  readonly images: number;
  readonly warnings: readonly string[];
  /** Engine clock minus ours, seconds. */
  readonly clockSkew: number;
}

export interface EngineBuilder {
  readonly name: string;
  readonly driver: string;
  readonly isCurrent: boolean;
  readonly nodes: readonly {
    readonly name: string;
    readonly endpoint: string;
    readonly status: string;
    readonly error?: string;
    readonly platforms: readonly string[];
    readonly buildkit?: string;
  }[];
}

export interface EngineImage {
  readonly exists: boolean;
  readonly id?: string;
  readonly architecture?: string;
  readonly os?: string;
  readonly bytes?: number;
  readonly created?: number;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly user?: string;
  readonly hasHealthcheck?: boolean;
  readonly exposedPorts?: readonly string[];
}

/** Processors in Go's words: `amd64`, `arm64`, `arm`. */
export interface EngineArchitecture {
  /** The image; or the program, relative to the project. */
  readonly image: string;
  readonly made: string;
  readonly engine: string;
  /** Whether the kernel starts an emulator for it: `unknown` where the engine's machine cannot be looked at. */
  readonly emulator: 'present' | 'absent' | 'unknown';
}

export interface ContainerSummary {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** created, running, paused, restarting, removing, exited, dead. */
  readonly state: string;
  /** The engine's own words: `Up 2 hours (unhealthy)`. */
  readonly status: string;
  readonly created: number;
  readonly project?: string;
  readonly service?: string;
  readonly isOneOff: boolean;
  readonly published: readonly {
    readonly hostAddress: string;
    readonly hostPort: number;
    readonly containerPort: number;
    readonly protocol: string;
  }[];
}

export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly project?: string;
  readonly service?: string;
  readonly created: number;
  readonly state: {
    readonly status: string;
    readonly exitCode: number;
    readonly oomKilled: boolean;
    /** The start error the engine kept after the client's output was gone; '' if none. */
    readonly error: string;
    readonly startedAt?: number;
    readonly finishedAt?: number;
    readonly restartCount: number;
  };
  readonly health?: ContainerHealth;
  /** The configured health check, `CMD` or `CMD-SHELL` first; times in milliseconds. */
  readonly healthcheck?: {
    readonly test: readonly string[];
    readonly interval: number;
    readonly timeout: number;
    readonly startPeriod: number;
    readonly retries: number;
  };
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly user: string;
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly dependsOn: readonly { readonly service: string; readonly condition: string }[];
  readonly networks: readonly {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly address: string;
  }[];
  readonly mounts: readonly {
    readonly type: string;
    readonly name?: string;
    readonly source: string;
    readonly destination: string;
    readonly isWritable: boolean;
  }[];
  readonly published: ContainerSummary['published'];
  readonly limits: {
    readonly memory?: number;
    readonly cpus?: number;
    readonly pids?: number;
    /** The `nofile` it was given; absent where the engine's own holds. */
    readonly openFiles?: { readonly soft: number; readonly hard: number };
  };
  readonly restartPolicy: string;
  readonly networkMode: string;
  readonly isReadOnly: boolean;
  /** What it was given and denied besides the usual ones, without `CAP_`, in capitals; `ALL` is a word of its own. */
  readonly capabilities?: {
    readonly added: readonly string[];
    readonly dropped: readonly string[];
    readonly isPrivileged: boolean;
  };
  readonly isTty: boolean;
  readonly logDriver: string;
}

/** Ids as the container sees them. */
export interface ContainerAccess {
  readonly container: string;
  readonly user: { readonly id: number; readonly groups: readonly number[] };
  /** What of the path is there: itself, or the folder nearest to it. */
  readonly place: {
    readonly path: string;
    readonly isFolder: boolean;
    readonly user: number;
    readonly group: number;
    /** Permission bits. */
    readonly mode: number;
  };
  /** The mount it lies in; absent for a path of the image. */
  readonly mount?: Container['mounts'][number];
  readonly isWritable: boolean;
}

export interface ContainerHealth {
  readonly status: 'starting' | 'healthy' | 'unhealthy';
  readonly failingStreak: number;
  /** The engine keeps five; a run that was watched may know more. Output masked. */
  readonly log: readonly {
    readonly start: number;
    readonly end: number;
    readonly exitCode: number;
    readonly output: string;
  }[];
  /** The verdict is older than the running process: the engine keeps health over a restart until the next check. */
  readonly isStale: boolean;
}

export interface ContainerLine {
  readonly time?: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export interface EngineNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnets: readonly string[];
  readonly project?: string;
  readonly isInternal: boolean;
  readonly containers: readonly string[];
}

export interface EngineVolume {
  readonly name: string;
  readonly driver: string;
  readonly created?: number;
  readonly mountpoint: string;
  readonly project?: string;
  /** Compose's key of the volume. */
  readonly key?: string;
  /** Names of containers that use it, running or not. */
  readonly usedBy: readonly string[];
}

export interface EngineEvent {
  readonly time: number;
  readonly type: string;
  readonly action: string;
  readonly name: string;
  readonly service?: string;
  readonly exitCode?: number;
  readonly signal?: number;
}

export interface EngineClient {
  readonly docker?: string;
  /** The client listed its plugins: one that is not named here is not there. Without an engine it may list none. */
  readonly arePluginsListed?: true;
  readonly buildx?: string;
  readonly compose?: string;
  /** Plugins that are there but cannot run, with the client's own words. */
  readonly broken: readonly { readonly name: string; readonly detail: string }[];
}
