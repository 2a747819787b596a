import type { EngineClient } from '#core/model/probes/engine.ts';
import { asObjects, asText, parseObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { runDocker } from '../engine/docker-cli.ts';
import { seen, type Probe } from '../probe.ts';

/** The docker command, its plug-ins, and those of them that cannot run. It needs no engine. */
export const engineClient: Probe<'engine.client'> = async (world) => {
  const [version, info] = await Promise.all([
    runDocker(world, ['--version']),
    // Prints what it knows of the client also where the engine cannot be reached.
    runDocker(world, ['info', '--format={{json .ClientInfo}}']),
  ]);
  if (!version.ok) return version;
  const docker = /version (\S+?),/.exec(version.answer)?.[1];
  const plugins = info.ok ? asObjects(parseObject(info.answer.trim())?.['Plugins']) : [];
  const versions = new Map(plugins.map((plugin) => [asText(plugin['Name']), asText(plugin['Version'])]));
  const [buildx, compose] = [versions.get('buildx'), versions.get('compose')];
  const answer: EngineClient = {
    ...(docker !== undefined && { docker }),
    ...(info.ok && { arePluginsListed: true as const }),
    ...(buildx !== undefined && { buildx }),
    ...(compose !== undefined && { compose }),
    broken: plugins.flatMap((plugin) => {
      const detail = asText(plugin['Err']) ?? '';
      return detail === '' ? [] : [{ name: asText(plugin['Name']) ?? '', detail: mask(detail) }];
    }),
  };
  return seen(answer, info.ok ? info.where : version.where);
};
