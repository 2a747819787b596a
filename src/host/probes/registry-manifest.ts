import type { RegistryAnswer } from '#core/model/probes/registry.ts';

import { seen, unseen, type Probe } from '../probe.ts';
import { anonymousToken, askRegistry, proxyInTheWay, type Asked } from '../registry/ask.ts';
import { parseReference, type Reference } from '../registry/reference.ts';
import type { World } from '../world.ts';

/** HEAD of an image's manifest, directly and through the first mirror: HEAD does not count against Docker Hub's limit. */
export const registryManifest: Probe<'registry.manifest'> = async (world, { reference }) => {
  const wanted = parseReference(reference);
  if (wanted === null) return unseen(`${reference} is no image reference.`, `${reference} 不是镜像引用。`);
  const proxy = proxyInTheWay(world.machine.environment);
  if (proxy !== null) {
    return unseen(
      `${proxy} is set, and drydock does not go through proxies.`,
      `设置了 ${proxy}，而 drydock 不经过代理。`,
    );
  }
  const mirror = wanted.isHub ? await firstMirror(world) : undefined;
  const scheme = /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(wanted.host) ? 'http' : 'https';
  const [direct, mirrored] = await Promise.all([
    head(`${scheme}://${wanted.host}`, wanted),
    mirror === undefined ? undefined : head(mirror.replace(/\/+$/, ''), wanted),
  ]);
  const answer: RegistryAnswer = {
    registry: wanted.host,
    direct: direct.reply,
    ...(mirror !== undefined && mirrored !== undefined && { mirror: { url: mirror, reply: mirrored.reply } }),
    ...(direct.clockSkew !== undefined && { clockSkew: direct.clockSkew }),
  };
  return seen(answer, wanted.host);
};

async function head(base: string, { repository, tag, host }: Reference): Promise<Asked> {
  const url = `${base}/v2/${repository}/manifests/${tag}`;
  const asked = await askRegistry(url, 'HEAD');
  if (asked.reply.status !== 401 || asked.challenge === null) return asked;
  const token = await anonymousToken(asked.challenge, repository, host);
  return token === undefined ? asked : askRegistry(url, 'HEAD', token);
}

async function firstMirror({ ask }: World): Promise<string | undefined> {
  const info = await ask('engine.info', {});
  if (info.ok) return info.answer.mirrors[0];
  const daemon = await ask('config.daemon', {});
  return daemon.ok ? daemon.answer.mirrors[0] : undefined;
}
