import type { ProjectService } from '#core/model/probes/project.ts';

/** An image reference taken apart: no registry, no `library/`, digest dropped. */
export interface ImageName {
  /** `postgres`, `bitnami/redis`, `ghcr.io/acme/app`. */
  readonly name: string;
  /** `latest` where none is written. */
  readonly tag: string;
}

export function imageNameOf(reference: string): ImageName {
  const [, path = '', tag = 'latest'] = /^([^@]*?)(?::([\w][\w.-]{0,127}))?(?:@.*)?$/.exec(reference) ?? [];
  return {
    name: path.replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '').replace(/^library\//, ''),
    tag,
  };
}

export function runsImage({ image }: ProjectService, names: readonly string[]): boolean {
  return image !== undefined && names.includes(imageNameOf(image).name);
}

/** The image's own server is what starts, with options at most: its entrypoint prepares data only for that. */
export function startsServer({ entrypoint, program }: ProjectService, ...servers: readonly string[]): boolean {
  if (entrypoint !== undefined) return false;
  if (program === undefined || program.startsWith('-')) return true;
  return servers.includes(program.replace(/^.*\//, ''));
}

/** The first number of a tag: 15 of `15.4-alpine`; undefined for `latest`, `alpine`, `bookworm`. */
export function majorOf(tag: string): number | undefined {
  const digits = /^v?(\d{1,4})(?:[.-]|$)/.exec(tag)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Every name under which other services of a shared network reach this one. */
export function namesOf({ name, containerName, aliases = [] }: ProjectService): readonly string[] {
  return [name, ...(containerName === undefined ? [] : [containerName]), ...aliases];
}

/** Its own network stack: not the host's, not another container's. */
export function hasOwnNetwork({ networkMode }: ProjectService): boolean {
  return networkMode === undefined || networkMode === 'bridge';
}

/** Both are attached to one network of the project. Networks that nobody wrote down are the default one. */
export function shareNetwork(a: ProjectService, b: ProjectService): boolean {
  const own = networksOf(a);
  return networksOf(b).some((network) => own.includes(network));
}

function networksOf({ networks = [] }: ProjectService): readonly string[] {
  return networks.length === 0 ? ['default'] : networks;
}

/** An environment variable with a value, or the same name with `_FILE`, which holds the path of a secret. */
export function isGiven({ environment }: ProjectService, ...names: readonly string[]): boolean {
  return names.some((name) =>
    [name, `${name}_FILE`].some((one) => environment[one] !== undefined && !environment[one].isEmpty),
  );
}

/** All of its env files could be read, so a variable that is not there is not given. */
export function hasWholeEnvironment({ envFiles = [] }: ProjectService): boolean {
  return envFiles.every(({ exists, required }) => exists || !required);
}

export function placeOfVariable(service: string, variable: string): { readonly key: readonly string[] } {
  return { key: ['services', service, 'environment', variable] };
}
