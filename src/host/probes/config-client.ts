import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import type { ClientConfiguration } from '#core/model/probes/configuration.ts';

import { asObject, readJson } from '../configuration/json-file.ts';
import type { Machine } from '../machine/machine.ts';
import { seen, type Probe } from '../probe.ts';

const VARIABLES =
  /^(?:DOCKER_.+|BUILDX_.+|BUILDKIT_.+|COMPOSE_.+|SSH_AUTH_SOCK|https?_proxy|all_proxy|no_proxy|HTTPS?_PROXY|ALL_PROXY|NO_PROXY)$/;

/** The client's config.json: names of registries and helpers, never what is in them. */
export const configClient: Probe<'config.client'> = async ({ machine }) => {
  const folder = machine.environment['DOCKER_CONFIG'] || join(machine.home, '.docker');
  const { path, exists, isReadable, value, problem } = await readJson(machine, join(folder, 'config.json'), {
    allowsMark: false,
  });
  const context = value['currentContext'];
  const answer: ClientConfiguration = {
    path,
    exists,
    ...(problem !== undefined && { problem }),
    isReadable,
    auths: Object.keys(asObject(value['auths'])),
    helpers: await helpersOf(machine, value),
    proxies: Object.keys(asObject(value['proxies'])),
    ...(typeof context === 'string' && context !== '' && { currentContext: context }),
    environment: Object.keys(machine.environment)
      .filter((name) => VARIABLES.test(name))
      .toSorted(),
  };
  return seen(answer, path);
};

async function helpersOf(
  machine: Machine,
  value: Readonly<Record<string, unknown>>,
): Promise<ClientConfiguration['helpers']> {
  const store = value['credsStore'];
  const named = [
    ...(typeof store === 'string' && store !== '' ? [{ name: store }] : []),
    ...Object.entries(asObject(value['credHelpers'])).map(([registry, name]) => ({ name: String(name), registry })),
  ];
  return Promise.all(
    named.map(async (helper) => ({
      ...helper,
      isFound: await isOnPath(machine, `docker-credential-${helper.name}`),
    })),
  );
}

async function isOnPath({ platform, environment }: Machine, program: string): Promise<boolean> {
  // A name from a file must stay a name.
  if (/[/\\]/.test(program)) return false;
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  const tries = folders.flatMap((folder) => names.map((name) => access(join(folder, name), constants.X_OK)));
  return Promise.any(tries).then(
    () => true,
    () => false,
  );
}
