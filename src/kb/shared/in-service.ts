const RUN = 'docker compose run --rm --no-deps --entrypoint'.split(' ');

/** A program in a container of a service's own image and mounts, without the services that it needs; it goes afterwards. */
export function inService(service: string | undefined, program: string, ...args: readonly string[]): readonly string[] {
  return [...RUN, program, service ?? '<service>', ...args];
}
