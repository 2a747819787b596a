/** An image reference as registries are asked for it. */
export interface Reference {
  /** Host, with port where one is given: `index.docker.io` for Docker Hub. */
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  readonly isHub: boolean;
}

const HUB = 'index.docker.io';
const HOST = /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::\d{1,5})?$/i;
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

/** `postgres:15`, `ghcr.io/a/b@sha256:…` (distribution/reference: the first part is a host if it has a dot, a colon, or is localhost). */
export function parseReference(text: string): Reference | null {
  const found = /^([^\s@]+?)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9+._-]+:[0-9a-f]{32,}))?$/i.exec(text);
  if (found === null) return null;
  const [, name = '', tag = 'latest', digest] = found;
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const hasHost = /[.:]/.test(first) || first === 'localhost';
  const path = hasHost ? name.slice(slash + 1) : name;
  if (!PATH.test(path) || (hasHost && !HOST.test(first))) return null;
  const isHub = !hasHost || first === 'docker.io' || first === 'index.docker.io';
  return {
    host: isHub ? HUB : first,
    repository: isHub && !path.includes('/') ? `library/${path}` : path,
    tag: digest ?? tag,
    isHub,
  };
}
