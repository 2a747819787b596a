import type { ProjectCompose } from '#core/model/probes/project.ts';
import { asList, asMap, type ComposeMap } from '#core/parse/compose/merge.ts';

import { composeModel, type ComposeModel } from '../compose/model.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** Networks, volumes and variables of the Compose model. */
export const projectCompose: Probe<'project.compose'> = async (world) => {
  const model = await composeModel(world);
  if (model === null) return unseen('The project has no Compose file.', '项目中没有 Compose 文件。');
  return seen(describe(model), model.files[0] ?? '.');
};

function describe(model: ComposeModel): ProjectCompose {
  return {
    name: model.name,
    files: model.files,
    by: model.by,
    ...(model.refusal !== undefined && { refusal: model.refusal }),
    problems: model.problems,
    dangling: model.dangling,
    disabled: Object.entries(model.disabled).map(([name, service]) => ({
      name,
      profiles: asList(asMap(service)['profiles']).map(String),
    })),
    networks: [...networkKeys(model)].map((key) => {
      const network = asMap(model.networks[key]);
      return { key, ...resource(model.name, key, network), subnets: subnetsOf(network) };
    }),
    volumes: Object.entries(model.volumes).map(([key, volume]) => ({
      key,
      ...resource(model.name, key, asMap(volume)),
    })),
    unset: unsetOf(model),
    modified: model.modified,
  };
}

/** Networks that services use. Compose makes no others, and `default` only where a service names none. */
function networkKeys({ services }: ComposeModel): ReadonlySet<string> {
  return new Set(
    Object.values(services).flatMap((value) => {
      const service = asMap(value);
      const keys = Object.keys(asMap(service['networks']));
      return keys.length === 0 && service['network_mode'] === undefined ? ['default'] : keys;
    }),
  );
}

function resource(
  project: string,
  key: string,
  value: ComposeMap,
): { readonly name: string; readonly external: boolean } {
  const { external, name } = value;
  // `external: {name: x}` is how old files say it.
  const isExternal = external === true || (typeof external === 'object' && external !== null);
  const own = typeof name === 'string' ? name : asMap(external)['name'];
  return { name: typeof own === 'string' ? own : isExternal ? key : `${project}_${key}`, external: isExternal };
}

function subnetsOf(network: ComposeMap): readonly string[] {
  return asList(asMap(network['ipam'])['config']).flatMap((entry) => {
    const { subnet } = asMap(entry);
    return typeof subnet === 'string' ? [subnet] : [];
  });
}

function unsetOf({ uses }: ComposeModel): ProjectCompose['unset'] {
  const found = new Map<string, ProjectCompose['unset'][number]>();
  for (const { name, kind, state, isRefused, file, line, key: place } of uses) {
    if (state === 'set' || !(isRefused || kind === 'plain')) continue;
    const key = `${name} ${file} ${line}`;
    const required = isRefused || found.get(key)?.required === true;
    found.set(key, { variable: name, file, line, state, required, key: place });
  }
  return [...found.values()];
}
