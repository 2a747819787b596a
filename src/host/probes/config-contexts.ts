import { join } from 'node:path';

import { mask } from '#core/redact.ts';

import { asObject, readJson } from '../configuration/json-file.ts';
import { seen, type Probe } from '../probe.ts';

const MAX_CONTEXTS = 200;

/** Contexts of the client and their endpoints; the one in force is named by the environment or config.json. */
export const configContexts: Probe<'config.contexts'> = async ({ machine, ask }) => {
  const { environment, home } = machine;
  const folder = join(environment['DOCKER_CONFIG'] || join(home, '.docker'), 'contexts/meta');
  const client = await ask('config.client', {});
  const configured = client.ok ? client.answer.currentContext : undefined;
  const host = environment['DOCKER_HOST'];
  // DOCKER_HOST goes before the context of config.json, and DOCKER_CONTEXT before both.
  const current = environment['DOCKER_CONTEXT'] || (host ? 'default' : (configured ?? 'default'));
  const files = await Promise.all(
    (await machine.list(folder)).slice(0, MAX_CONTEXTS).map((id) => readJson(machine, join(folder, id, 'meta.json'))),
  );
  const own = files.flatMap(({ value }) => {
    const { Host: endpoint } = asObject(asObject(value['Endpoints'])['docker']);
    const name = value['Name'];
    return typeof name === 'string' ? [{ name, endpoint: typeof endpoint === 'string' ? mask(endpoint) : '' }] : [];
  });
  const fallback = machine.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
  const all = [{ name: 'default', endpoint: host ? mask(host) : fallback }, ...own];
  return seen(
    all.map((context) => ({ ...context, isCurrent: context.name === current })),
    folder,
  );
};
