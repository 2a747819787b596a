import type { StepMemory } from '../memory.ts';
import type { Text } from '../text.ts';
import type { Nothing } from './question.ts';

export interface ProjectProbes {
  /** The Compose model after interpolation, merges, extends, includes and profiles. Values are tokens, never plain secrets. */
  'project.services': { about: Nothing; answer: readonly ProjectService[] };
  /** The rest of the Compose model, and what is wrong with the variables it uses. */
  'project.compose': { about: Nothing; answer: ProjectCompose };
  /** Whether a path exists in the build context, and whether .dockerignore hides it. */
  'project.path': { about: { readonly path: string }; answer: ProjectPath };
  /** Every Dockerfile the project builds from: instructions, and what its COPY and ADD find in the context. */
  'project.dockerfiles': { about: Nothing; answer: readonly ProjectDockerfile[] };
  /** What could have brought a package or a file into a stage: the Dockerfile, manifests and files of the project. */
  'project.providers': { about: ProvidersQuestion; answer: ProjectProviders };
  /** The .env files and env_file entries, as files: encoding, line ends, quoting, never values. */
  'project.envFiles': { about: Nothing; answer: readonly ProjectEnvFile[] };
  /** What the build steps of this project took when drydock watched them, oldest first; empty where it never did. */
  'project.stepMemory': { about: Nothing; answer: readonly StepMemory[] };
}

export interface ProjectService {
  readonly name: string;
  readonly image?: string;
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly dependsOn: readonly { readonly service: string; readonly condition: string }[];
  readonly hasHealthcheck: boolean;
  /** The health check's command as one list, `CMD` and `CMD-SHELL` included. */
  readonly healthcheck?: readonly string[];
  readonly containerName?: string;
  /** Further names it answers to on its networks: aliases, links to it, `hostname`. */
  readonly aliases?: readonly string[];
  /** Names it can resolve besides services: `extra_hosts`, link aliases, names of `external_links`. */
  readonly extraHosts?: readonly string[];
  /** `network_mode` as written: `host`, `none`, `service:db`, `container:x`. */
  readonly networkMode?: string;
  readonly platform?: string;
  readonly entrypoint?: readonly string[];
  /** The first word of its command: a program, or an option of the image's own one. Absent where the image's command stands. */
  readonly program?: string;
  /** Options with a value in entrypoint and command, by name with its dashes (`--requirepass`): tokens, never plain secrets. */
  readonly options?: Readonly<Record<string, EnvironmentValue>>;
  readonly envFiles?: readonly { readonly path: string; readonly required: boolean; readonly exists: boolean }[];
  readonly ports?: readonly PublishedPort[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly ProjectMount[];
  readonly build?: {
    readonly context: string;
    readonly dockerfile: string;
    readonly target?: string;
    readonly platforms?: readonly string[];
    readonly arguments?: readonly string[];
  };
  readonly profiles?: readonly string[];
  /** Bytes. */
  readonly memoryLimit?: number;
  readonly replicas?: number;
  /** Where the service's name stands; the file relative to the project. */
  readonly at?: { readonly file: string; readonly line: number };
}

export interface PublishedPort {
  /** Empty: all addresses. */
  readonly hostAddress: string;
  /** Absent: the engine picks one. */
  readonly hostPort?: number;
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export interface ProjectMount {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'other';
  /** Host path or volume name as the model names it. */
  readonly source?: string;
  readonly target: string;
  /** For a bind: what stands there now. */
  readonly found?: 'file' | 'directory' | 'nothing';
  /** For a bind: the engine makes a directory where nothing stands (short syntax, `create_host_path`). */
  readonly isCreated?: boolean;
}

export interface EnvironmentValue {
  readonly isEmpty: boolean;
  /** Equal tokens mean equal values; nothing else can be read from a token. */
  readonly token: string;
  /** Present only where the value is a URL. */
  readonly url?: {
    readonly scheme: string;
    readonly host: string;
    readonly port?: number;
    readonly user: string;
    readonly userToken: string;
    readonly hasPassword: boolean;
    readonly passwordToken: string;
  };
  /** Present only where the value is a bare host name, or host:port. */
  readonly host?: { readonly name: string; readonly port?: number };
}

export interface ProjectCompose {
  /** Compose's own name of the project. */
  readonly name: string;
  readonly files: readonly string[];
  /** `docker compose config`, or our own reading of the files where that could not run. */
  readonly by: 'compose' | 'files';
  /** What our own reading could not read or understand. */
  readonly problems: readonly Text[];
  /** Files that `extends` or `include` names, and that are not there. Paths relative to the project. */
  readonly dangling?: readonly {
    readonly by: 'extends' | 'include';
    /** The file that names it. */
    readonly in: string;
    readonly service?: string;
    readonly file: string;
  }[];
  /** Services that exist and are not in the model, because no active profile asks for them. */
  readonly disabled: readonly { readonly name: string; readonly profiles: readonly string[] }[];
  readonly networks: readonly {
    readonly key: string;
    /** The engine's name of it. */
    readonly name: string;
    readonly external: boolean;
    readonly subnets: readonly string[];
  }[];
  readonly volumes: readonly { readonly key: string; readonly name: string; readonly external: boolean }[];
  /** Variables the files use without a default that have no value, or an empty one. */
  readonly unset: readonly {
    readonly variable: string;
    readonly file: string;
    readonly line: number;
    readonly state: 'unset' | 'empty';
    /** Compose refuses the file because of it (`${X:?}`). */
    readonly required: boolean;
    /** Where in the model: `['services', 'app', 'image']`. */
    readonly key?: readonly string[];
  }[];
  /** Compose's own words where it refuses the files, masked; the model is then read from the files as far as they can be. */
  readonly refusal?: string;
  /** Newest change of the files, .env included, milliseconds since the epoch. */
  readonly modified?: number;
}

export interface ProjectPath {
  readonly exists: boolean;
  /** The .dockerignore pattern that hides the path. */
  readonly ignoredBy?: string;
  /** A file whose lines end with CR LF. Absent for what is no readable file. */
  readonly hasCarriageReturns?: boolean;
  /** A file with an executable bit. Absent for what is no file, and on Windows. */
  readonly isExecutable?: boolean;
  /** The interpreter after `#!` of a script. */
  readonly interpreter?: string;
  /** Names in the same folder that differ little, best first. */
  readonly similar: readonly string[];
}

export interface ProjectDockerfile {
  readonly path: string;
  /** Why the file could not be read (`ENOENT`: it is named and not there; `directory`); then the rest is empty. */
  readonly problem?: string;
  /** Relative to the project; '.' for the project itself. */
  readonly context: string;
  /** Services and bake targets that use it. */
  readonly usedBy: readonly string[];
  /** The bake targets among them, with what they say of their result. */
  readonly targets?: readonly {
    readonly name: string;
    readonly hasOutput: boolean;
    readonly platforms: readonly string[];
  }[];
  readonly stages: readonly {
    readonly name?: string;
    readonly from: string;
    readonly platform?: string;
    readonly line: number;
  }[];
  readonly instructions: readonly {
    readonly keyword: string;
    readonly text: string;
    readonly line: number;
    readonly stage: number;
  }[];
  /** Sources of COPY and ADD that come from the context (no URL, no --from). */
  readonly copies: readonly {
    readonly source: string;
    readonly line: number;
    readonly exists: boolean;
    readonly ignoredBy?: string;
    /** A script (`#!`) whose first line ends with CR LF: the kernel then looks for an interpreter of that name. */
    readonly isCrlfScript?: true;
    readonly similar: readonly string[];
  }[];
  /** Names, never values. */
  readonly variables: readonly {
    readonly instruction: 'ENV' | 'ARG';
    readonly name: string;
    readonly line: number;
    readonly hasValue: boolean;
  }[];
}

export interface ProvidersQuestion {
  /** What failed: an instruction of a build as it was printed, or a service that is built here. */
  readonly of: { readonly instruction: string } | { readonly service: string };
  /** Names under which manifests may know what is missing. */
  readonly package?: { readonly kind: 'npm' | 'python'; readonly names: readonly string[] };
  /** Ends of paths that would be it: `flask.py`, `openssl/ssl.h`; a folder with `/` at its end. */
  readonly endings: readonly string[];
}

/** Only where a Dockerfile of the project has that very instruction, or builds that service. */
export interface ProjectProviders {
  readonly dockerfile: ProjectDockerfile;
  /** The stage that failed, or that the service runs. */
  readonly stage: number;
  /** Where the instruction begins; absent for a service. */
  readonly line?: number;
  /** Paths of the project with one of the endings. */
  readonly found: readonly string[];
  /** Manifests and lock files of that kind; `as` where one names the package. */
  readonly manifests: readonly {
    readonly path: string;
    readonly as?: 'runtime' | 'development' | 'locked' | 'similar';
  }[];
  /** Nothing of the project was left out. */
  readonly isWhole: boolean;
}

export interface ProjectEnvFile {
  readonly path: string;
  readonly exists: boolean;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly modified?: number;
  readonly hasByteOrderMark: boolean;
  readonly hasCarriageReturns: boolean;
  readonly encoding: 'utf-8' | 'utf-16' | 'other';
  /** Why the file could not be read, in the system's word; then the rest says nothing. */
  readonly problem?: string;
  /** Services whose `env_file` it is; empty for the project's own .env. */
  readonly usedBy: readonly string[];
  /** Named with `required: false`: Compose goes on without it. */
  readonly isOptional: boolean;
  /** Lines that Compose would not read as the writer meant: quotes inside, blanks around `=`, unquoted `#` or `$`, no `=`. */
  readonly oddities: readonly {
    readonly line: number;
    readonly name: string;
    readonly kind:
      | 'unclosed-quote'
      | 'blank-around-equals'
      | 'hash-in-value'
      | 'dollar-in-value'
      | 'not-an-assignment'
      | 'text-after-quote'
      | 'repeated';
    /** Compose refuses the whole file because of it. */
    readonly isRefused: boolean;
  }[];
  readonly names: readonly string[];
}
