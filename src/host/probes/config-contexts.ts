import { join } from 'node:path';

import { asText } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { readJson } from '../configuration/json-file.ts';
import { dockerEndpoint } from '../engine/contexts.ts';
import { choiceOf, defaultUrl } from '../engine/endpoint.ts';
import { seen, type Probe } from '../probe.ts';

const MAX_CONTEXTS = 200;

/** Contexts of the client and their endpoints; the one in force is named by the environment or config.json. */
export const configContexts: Probe<'config.contexts'> = async ({ machine, ask }) => {
  const { environment, home, platform } = machine;
  const folder = join(environment['DOCKER_CONFIG'] || join(home, '.docker'), 'contexts/meta');
  const client = await ask('config.client', {});
  const configured = client.ok ? client.answer.currentContext : undefined;
  const choice = choiceOf(environment);
  const current = choice === null ? (configured ?? 'default') : (choice.context ?? 'default');
  const files = await Promise.all(
    (await machine.list(folder)).slice(0, MAX_CONTEXTS).map((id) => readJson(machine, join(folder, id, 'meta.json'))),
  );
  const own = files.flatMap(({ value }) => {
    const name = asText(value['Name']);
    return name === undefined ? [] : [{ name, endpoint: mask(asText(dockerEndpoint(value)?.['Host']) ?? '') }];
  });
  const all = [{ name: 'default', endpoint: mask(choice?.url ?? defaultUrl(platform)) }, ...own];
  return seen(
    all.map((context) => ({ ...context, isCurrent: context.name === current })),
    folder,
  );
};
