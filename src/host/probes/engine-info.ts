import type { EngineInfo } from '#core/model/probes/engine.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { askEngine } from '../engine/ask.ts';
import { EngineError } from '../engine/failure.ts';
import { asTexts, asTime } from '../engine/fields.ts';
import type { Probe } from '../probe.ts';

/** What the engine says of itself and of the machine it runs in. */
export const engineInfo: Probe<'engine.info'> = (world) =>
  askEngine(world, 'docker info', async (engine) => {
    const [info, version] = await Promise.all([
      engine.get('/info').then((answer) => ({ answer: asObject(answer), at: Date.now() })),
      engine.get('/version').then(asObject),
    ]);
    if (info.answer === null || version === null) {
      throw new EngineError({ problem: 'not-an-engine', detail: 'GET /info: no object' });
    }
    return toInfo(info.answer, version, info.at);
  });

function toInfo(info: JsonObject, version: JsonObject, now: number): EngineInfo {
  const text = (name: string): string => asText(info[name]) ?? '';
  const count = (name: string): number => asNumber(info[name]) ?? 0;
  const status = statusOf(info);
  const securityOptions = asTexts(info['SecurityOptions']);
  const filesystem = status.get('Backing Filesystem');
  const clock = asTime(info['SystemTime']);
  return {
    version: text('ServerVersion'),
    apiVersion: asText(version['ApiVersion']) ?? '',
    minApiVersion: asText(version['MinAPIVersion']) ?? '',
    operatingSystem: text('OperatingSystem'),
    isDesktop: text('OperatingSystem') === 'Docker Desktop',
    isRootless: securityOptions.some((option) => option.startsWith('name=rootless')),
    kernel: text('KernelVersion'),
    architecture: text('Architecture'),
    cpus: count('NCPU'),
    memory: count('MemTotal'),
    storageDriver: text('Driver'),
    usesContainerdStore: status.get('driver-type')?.startsWith('io.containerd.snapshotter.') === true,
    ...(filesystem !== undefined && { backingFilesystem: filesystem }),
    dataRoot: text('DockerRootDir'),
    // Engines before 20.10 knew the first version only and did not say so.
    cgroupVersion: text('CgroupVersion') || '1',
    cgroupDriver: text('CgroupDriver'),
    securityOptions,
    ...registryOf(info),
    proxies: {
      http: text('HttpProxy') !== '',
      https: text('HttpsProxy') !== '',
      no: text('NoProxy').split(',').filter(Boolean),
    },
    runtimes: Object.keys(asObject(info['Runtimes']) ?? {}),
    defaultAddressPools: asObjects(info['DefaultAddressPools']).map((pool) => ({
      base: asText(pool['Base']) ?? '',
      size: asNumber(pool['Size']) ?? 0,
    })),
    loggingDriver: text('LoggingDriver'),
    containers: {
      running: count('ContainersRunning'),
      paused: count('ContainersPaused'),
      stopped: count('ContainersStopped'),
    },
    images: count('Images'),
    warnings: asTexts(info['Warnings']).map(mask),
    clockSkew: clock === undefined ? 0 : Math.round((clock - now) / 100) / 10,
  };
}

/** DriverStatus is a list of pairs. */
function statusOf(info: JsonObject): ReadonlyMap<string, string> {
  const pairs: readonly unknown[] = Array.isArray(info['DriverStatus']) ? info['DriverStatus'] : [];
  return new Map(pairs.map(asTexts).map(([name = '', value = '']) => [name, value]));
}

function registryOf(info: JsonObject): Pick<EngineInfo, 'mirrors' | 'insecureRegistries'> {
  const registry = asObject(info['RegistryConfig']);
  const named = Object.entries(asObject(registry?.['IndexConfigs']) ?? {});
  return {
    mirrors: asTexts(registry?.['Mirrors']).map(mask),
    insecureRegistries: [
      ...named.filter(([, index]) => asObject(index)?.['Secure'] === false).map(([name]) => name),
      ...asTexts(registry?.['InsecureRegistryCIDRs']),
    ],
  };
}
