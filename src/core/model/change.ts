/**
 * An edit that a program can make, by what it means; `core/repair/changes` finds the place and keeps every other byte.
 * File names are relative to the project, unless they begin with `/` or `~/`: those are the system's and need `--system`.
 */
export type Change =
  | DotenvChange
  | ServiceVariableChange
  | HostPortChange
  | BuildSecretChange
  | YamlChange
  | DockerfileChange
  | IgnoreChange
  | JsonChange
  | StrictJsonChange
  | LineEndsChange
  | ExecutableChange;

/** A value that a condition may know, or that only the person or the machine has. A secret is never in a remedy. */
export type Value =
  | { readonly from: 'literal'; readonly text: string }
  /** Asked of the person; without one the remedy cannot be taken. */
  | { readonly from: 'person'; readonly isSecret: boolean }
  /** Made here: letters and digits, no sign that a URL or a shell would read otherwise. */
  | { readonly from: 'generated'; readonly length: number };

/** What an ENV of a Dockerfile gives a variable; one with references to others has no value. The line is where the instruction begins. */
export interface WrittenValue {
  readonly from: 'dockerfile';
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/** `.env`: sets one variable, appends it where it is missing. A new file is made private. */
export interface DotenvChange {
  readonly kind: 'dotenv';
  readonly file: string;
  readonly name: string;
  readonly value: Value | WrittenValue;
  /** A variable that is new goes to the top, where lines below can refer to it. */
  readonly isFirst?: true;
}

/** A variable of a service, wherever it is written: Compose file, `.env` or `env_file`. */
export interface ServiceVariableChange {
  readonly kind: 'service-variable';
  readonly service: string;
  readonly name: string;
  /** An argument of its build instead, which is only changed where it is written, and only in place of this value. */
  readonly ofBuild?: { readonly was: string };
  /** The whole value, which is added where the variable is not written yet; what another place has; or the parts of the URL that it is. */
  readonly to: { readonly text: string } | { readonly same: Exclude<UrlPart, string> } | UrlParts;
}

/** What of a URL becomes something else; the rest of it stays. */
export interface UrlParts {
  readonly host?: string;
  readonly port?: number;
  readonly user?: UrlPart;
  readonly password?: UrlPart;
  readonly database?: UrlPart;
}

/** A text, in which `${NAME}` is a reference; or what a service has in a variable or behind an option, as it is written there. */
export type UrlPart =
  | string
  | { readonly of: string; readonly variable: string }
  | { readonly of: string; readonly option: string };

/** An argument of a service's build that only hands on a variable of the environment becomes a secret of that build. */
export interface BuildSecretChange {
  readonly kind: 'build-secret';
  readonly service: string;
  readonly name: string;
}

/** The left number of a port that a service publishes. */
export interface HostPortChange {
  readonly kind: 'host-port';
  readonly service: string;
  readonly from: number;
  readonly to: number;
}

export type YamlScalar = string | number | boolean;
/** A list is written in brackets, a mapping as a block, and in braces inside of a list. */
export type YamlValue = YamlScalar | YamlList | { readonly [key: string]: YamlValue };
export type YamlList = readonly (YamlScalar | { readonly [key: string]: YamlScalar })[];

/** Without a file: the Compose file of the project, or its override where the path is written there. */
export interface YamlChange {
  readonly kind: 'yaml';
  readonly file?: string;
  readonly path: readonly (string | number)[];
  readonly set?: YamlValue;
  readonly append?: YamlScalar;
  readonly remove?: true;
  /** Another name for the key. */
  readonly rename?: string;
  /** Every `$` in the values below that begins no variable is doubled. A list item is named by `[]`: all of them. */
  readonly escapeDollars?: true;
}

/** By the line the instruction begins at. */
export interface DockerfileChange {
  readonly kind: 'dockerfile';
  readonly file: string;
  readonly line: number;
  /** What the instruction there must read, joined to one line; any other, in a file that has changed or is not the one, is left alone. */
  readonly holds?: string;
  readonly replace?: {
    readonly before: string;
    readonly after: string;
    /** Only where it stands between blanks: `python`, but not in `python-dev`. */
    readonly isWord?: true;
  };
  readonly baseImage?: string;
  readonly flag?: string;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly removeVariable?: string;
}

export interface IgnoreChange {
  readonly kind: 'ignore';
  readonly file: string;
  /**
   * A path that must get into the build context again; or a path to hide, unless a pattern does already; or a pattern to take out.
   * A `.gitignore` is made only where there is a repository.
   */
  readonly allow?: string;
  readonly add?: string;
  readonly remove?: string;
}

export interface JsonChange {
  readonly kind: 'json';
  readonly file: string;
  readonly path: readonly (string | number)[];
  /** Absent: the key is taken out. */
  readonly set?: unknown;
  /** Where given, what stands there now has to be this. */
  readonly was?: string | number | boolean;
}

/** Comments and trailing commas go, which many programs write and strict ones refuse; every value stays. */
export interface StrictJsonChange {
  readonly kind: 'strict-json';
  readonly file: string;
}

/** LF for CR LF, a byte order mark gone. */
export interface LineEndsChange {
  readonly kind: 'line-ends';
  readonly file: string;
}

export interface ExecutableChange {
  readonly kind: 'executable';
  readonly file: string;
}

/** Another argument of the command that failed, by what it means; `core/repair/arguments` finds its place. */
export interface ArgumentChange {
  /** All names of the option: `['--file', '-f']`. The first is written where it has to be added. */
  readonly option: readonly string[];
  /** Only in place of this value; `null`: only where the option is not given. Else there is nothing to change. */
  readonly was?: string | null;
  /** For an option that may be given several times: only that whose value is this, or begins with it and `=`. */
  readonly key?: string;
  /**
   * The new value; `true` for a flag without one; `null` where the option goes, with its value. Of a value in pieces
   * (`127.0.0.1:8080:80`) only one, which is never the last.
   */
  readonly value: string | true | null | { readonly piece: string; readonly becomes: string };
}

/** What drydock can do to a running engine. Each has its own file under `host/actions/`. */
export type Action =
  /** Unused build cache goes, the least recently used first, in passes, until this many bytes went and this many inodes are free. */
  | { readonly name: 'free-build-cache'; readonly bytes: number; readonly inodes?: number }
  /**
   * The role's password inside the database becomes the one the service is given, over the local socket. Of a Redis that
   * runs without one, it becomes that of its redis.conf.
   */
  | {
      readonly name: 'set-database-password';
      readonly engine: 'postgres' | 'mysql' | 'redis';
      readonly service: string;
      readonly user: string;
    }
  /** A network that the project calls external. Undone, it goes again, unless something uses it by then. */
  | { readonly name: 'create-network'; readonly network: string }
  /** Containers of the project that do not work (unhealthy, ended with an error, starting again and again) are started anew. */
  | { readonly name: 'restart-failing' }
  /** A builder of the docker-container driver that was not there; undone, it goes again. */
  | { readonly name: 'create-builder'; readonly builder: string }
  /** A builder of the docker-container driver is started again, or made anew with the same name and settings. */
  | { readonly name: 'restart-builder'; readonly builder: string }
  /** One record of the build cache goes, or all that nothing uses. */
  | { readonly name: 'drop-build-cache'; readonly record?: string }
  /** The command is run again with this value of an environment variable; null: without the variable. */
  | { readonly name: 'set-variable'; readonly variable: string; readonly value: string | null }
  /** Networks of Compose projects that have no container go. */
  | { readonly name: 'remove-stale-networks' }
  /** Nothing is changed: the engine went away and may come back by itself. */
  | { readonly name: 'wait-for-engine'; readonly seconds: number }
  /** Nothing is changed: the same again after a pause, because the failure passes. */
  | { readonly name: 'wait'; readonly seconds: number };
