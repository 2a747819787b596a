import type { Nothing } from './question.ts';

/** Configuration files of engine, client and Docker Desktop. Names and shapes; never a credential. */
export interface ConfigurationProbes {
  'config.daemon': { about: Nothing; answer: DaemonConfiguration };
  'config.client': { about: Nothing; answer: ClientConfiguration };
  'config.contexts': {
    about: Nothing;
    answer: readonly { readonly name: string; readonly endpoint: string; readonly isCurrent: boolean }[];
  };
  'config.desktop': { about: Nothing; answer: DesktopSettings };
  /** `.wslconfig`; sizes in bytes. */
  'config.wsl': {
    about: Nothing;
    answer: {
      readonly path: string;
      readonly exists: boolean;
      readonly memory?: number;
      readonly swap?: number;
      readonly processors?: number;
      readonly problems: readonly string[];
    };
  };
}

export interface DaemonConfiguration {
  readonly path: string;
  readonly exists: boolean;
  /** Line and column where the JSON breaks, with the parser's own words. */
  readonly problem?: { readonly line: number; readonly column: number; readonly detail: string };
  readonly keys: readonly string[];
  readonly mirrors: readonly string[];
  readonly insecureRegistries: readonly string[];
  readonly dns: readonly string[];
  readonly dataRoot?: string;
  readonly storageDriver?: string;
  readonly addressPools: readonly { readonly base: string; readonly size: number }[];
  readonly builderGc?: { readonly enabled: boolean; readonly defaultKeepStorage?: string };
  readonly features: Readonly<Record<string, boolean>>;
}

export interface ClientConfiguration {
  readonly path: string;
  readonly exists: boolean;
  readonly problem?: { readonly line: number; readonly column: number; readonly detail: string };
  readonly isReadable: boolean;
  /** Registries with a login of their own; names only. */
  readonly auths: readonly string[];
  /** Helper programs the file names, and whether each is on the PATH. */
  readonly helpers: readonly { readonly name: string; readonly registry?: string; readonly isFound: boolean }[];
  readonly proxies: readonly string[];
  readonly currentContext?: string;
  /** Variables of the environment that change what the client does (DOCKER_HOST, DOCKER_BUILDKIT, HTTP_PROXY …): names only. */
  readonly environment: readonly string[];
}

/** Docker Desktop's settings-store.json (or settings.json before it). Sizes in bytes. */
export interface DesktopSettings {
  readonly path: string;
  readonly exists: boolean;
  readonly memory?: number;
  readonly cpus?: number;
  readonly swap?: number;
  readonly diskSize?: number;
  readonly diskPath?: string;
  /** Bytes that the disk file takes on the host now. */
  readonly diskUsed?: number;
  readonly usesWsl?: boolean;
  readonly usesContainerdStore?: boolean;
  readonly sharedDirectories?: readonly string[];
}
