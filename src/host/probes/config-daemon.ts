import { join } from 'node:path';

import type { DaemonConfiguration } from '#core/model/probes/configuration.ts';
import { mask } from '#core/redact.ts';

import { asObject, readJson, texts } from '../configuration/json-file.ts';
import type { Machine } from '../machine/machine.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** daemon.json of the engine on this machine; of a rootless one or of Docker Desktop where there is no other. */
export const configDaemon: Probe<'config.daemon'> = async ({ machine }) => {
  const files = await Promise.all(places(machine).map((path) => readJson(machine, path)));
  const file = files.find(({ exists }) => exists) ?? files[0];
  if (file === undefined) return unseen('No place of daemon.json is known here.', '不知道此处 daemon.json 的位置。');
  const { path, exists, isReadable, value, problem } = file;
  if (exists && !isReadable) return unseen(`${path} may not be read.`, `无权读取 ${path}。`);
  const gc = asObject(asObject(value['builder'])['gc']);
  const keep = gc['defaultKeepStorage'] ?? gc['defaultReservedSpace'];
  const dataRoot = value['data-root'] ?? value['graph'];
  const answer: DaemonConfiguration = {
    path,
    exists,
    ...(problem !== undefined && { problem }),
    keys: Object.keys(value),
    mirrors: texts(value['registry-mirrors']).map(mask),
    insecureRegistries: texts(value['insecure-registries']),
    dns: texts(value['dns']),
    ...(typeof dataRoot === 'string' && { dataRoot }),
    ...(typeof value['storage-driver'] === 'string' && { storageDriver: value['storage-driver'] }),
    addressPools: addressPools(value['default-address-pools']),
    ...(typeof gc['enabled'] === 'boolean' && {
      builderGc: { enabled: gc['enabled'], ...(typeof keep === 'string' && { defaultKeepStorage: keep }) },
    }),
    features: Object.fromEntries(
      Object.entries(asObject(value['features'])).flatMap(([name, on]) =>
        typeof on === 'boolean' ? [[name, on]] : [],
      ),
    ),
  };
  return seen(answer, path);
};

function places({ platform, home, environment }: Machine): readonly string[] {
  const rootless = join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'docker/daemon.json');
  if (platform === 'linux') return ['/etc/docker/daemon.json', rootless];
  const desktop = join(home, '.docker/daemon.json');
  if (platform !== 'win32') return [desktop];
  return [desktop, join(environment['ProgramData'] ?? 'C:\\ProgramData', 'docker/config/daemon.json')];
}

function addressPools(value: unknown): DaemonConfiguration['addressPools'] {
  return (Array.isArray(value) ? value : []).flatMap((entry) => {
    const { base, size } = asObject(entry);
    return typeof base === 'string' && typeof size === 'number' ? [{ base, size }] : [];
  });
}
