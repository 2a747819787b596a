import type { Container } from '#core/model/probes/engine.ts';

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
    isTty: false,
    logDriver: 'json-file',
    ...rest,
    state: { status: 'exited', exitCode: 1, oomKilled: false, error: '', restartCount: 0, ...state },
  };
}
