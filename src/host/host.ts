import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Answer, Host, ProbeName, Question, Seen } from '#core/model/probe.ts';

import type { EngineOptions } from './engine/endpoint.ts';
import { engineDoor } from './engine/open.ts';
import { readRegular } from './files/regular.ts';
import { thisMachine } from './machine/machine.ts';
import { secretsOfProject } from './files/secrets.ts';
import { unseen, type Probe } from './probe.ts';
import { saltedTokens } from './tokens.ts';
import type { World } from './world.ts';

/** Largest project file that is read, in bytes. */
const MAX_FILE = 4 * 1024 * 1024;
/** A probe that takes longer could not look. */
const PROBE_MILLISECONDS = 8000;
/** What takes longer for good reasons, in milliseconds. */
const SLOW_PROBES: { readonly [P in ProbeName]?: number } = {
  // Asked by the thousand, they wait for a free connection; each has a time limit of its own once it has one.
  'engine.container': 30_000,
  'engine.logs': 30_000,
  // Docker commands, some one after another: a busy machine needs seconds to start one.
  'engine.builders': 15_000,
  'engine.builds': 30_000,
};

export interface HostOptions {
  /** The project's folder; null where none was named. */
  readonly project: string | null;
  /** May the machine be asked and programs be started on it (docker, journalctl)? Otherwise files of the project alone. */
  readonly machine?: boolean;
  /** May registries be asked over the network? */
  readonly online?: boolean;
  /** How the engine is found; null or absent: it is not asked. */
  readonly engine?: EngineOptions | null;
  /** Milliseconds after which no answer is waited for that nothing hangs on. Absent: every answer is. */
  readonly patience?: number;
}

/** One loader a probe, so that a question nobody asks costs nothing at start. */
const PROBES: { readonly [P in ProbeName]: () => Promise<Probe<P>> } = {
  'engine.reach': async () => (await import('./probes/engine-reach.ts')).engineReach,
  'engine.info': async () => (await import('./probes/engine-info.ts')).engineInfo,
  'engine.containers': async () => (await import('./probes/engine-containers.ts')).engineContainers,
  'engine.container': async () => (await import('./probes/engine-container.ts')).engineContainer,
  'engine.access': async () => (await import('./probes/engine-access.ts')).engineAccess,
  'engine.logs': async () => (await import('./probes/engine-logs.ts')).engineLogs,
  'engine.networks': async () => (await import('./probes/engine-networks.ts')).engineNetworks,
  'engine.events': async () => (await import('./probes/engine-events.ts')).engineEvents,
  'engine.usage': async () => (await import('./probes/engine-usage.ts')).engineUsage,
  'engine.cache': async () => (await import('./probes/engine-cache.ts')).engineCache,
  'engine.image': async () => (await import('./probes/engine-image.ts')).engineImage,
  'engine.architecture': async () => (await import('./probes/engine-architecture.ts')).engineArchitecture,
  'engine.builders': async () => (await import('./probes/engine-builders.ts')).engineBuilders,
  'engine.builds': async () => (await import('./probes/engine-builds.ts')).engineBuilds,
  'engine.build': async () => (await import('./probes/engine-build.ts')).engineBuild,
  'engine.buildLog': async () => (await import('./probes/engine-build-log.ts')).engineBuildLog,
  'engine.client': async () => (await import('./probes/engine-client.ts')).engineClient,
  'engine.volumes': async () => (await import('./probes/engine-volumes.ts')).engineVolumes,
  'config.daemon': async () => (await import('./probes/config-daemon.ts')).configDaemon,
  'config.client': async () => (await import('./probes/config-client.ts')).configClient,
  'config.contexts': async () => (await import('./probes/config-contexts.ts')).configContexts,
  'config.desktop': async () => (await import('./probes/config-desktop.ts')).configDesktop,
  'config.wsl': async () => (await import('./probes/config-wsl.ts')).configWsl,
  'host.dataRoot': async () => (await import('./probes/host-data-root.ts')).hostDataRoot,
  'host.filesystem': async () => (await import('./probes/host-filesystem.ts')).hostFilesystem,
  'host.memory': async () => (await import('./probes/host-memory.ts')).hostMemory,
  'host.listeners': async () => (await import('./probes/host-listeners.ts')).hostListeners,
  'host.processors': async () => (await import('./probes/host-processors.ts')).hostProcessors,
  'host.clock': async () => (await import('./probes/host-clock.ts')).hostClock,
  'host.kernelLog': async () => (await import('./probes/host-kernel-log.ts')).hostKernelLog,
  'host.engineLog': async () => (await import('./probes/host-engine-log.ts')).hostEngineLog,
  'host.limits': async () => (await import('./probes/host-limits.ts')).hostLimits,
  'host.binfmt': async () => (await import('./probes/host-binfmt.ts')).hostBinfmt,
  'host.routes': async () => (await import('./probes/host-routes.ts')).hostRoutes,
  'host.resolver': async () => (await import('./probes/host-resolver.ts')).hostResolver,
  'project.services': async () => (await import('./probes/project-services.ts')).projectServices,
  'project.compose': async () => (await import('./probes/project-compose.ts')).projectCompose,
  'project.dockerfiles': async () => (await import('./probes/project-dockerfiles.ts')).projectDockerfiles,
  'project.envFiles': async () => (await import('./probes/project-env-files.ts')).projectEnvFiles,
  'registry.manifest': async () => (await import('./probes/registry-manifest.ts')).registryManifest,
  'registry.mirrors': async () => (await import('./probes/registry-mirrors.ts')).registryMirrors,
  'project.stepMemory': async () => (await import('./probes/project-step-memory.ts')).projectStepMemory,
  'project.providers': async () => (await import('./probes/project-providers.ts')).projectProviders,
  'project.path': async () => (await import('./probes/project-path.ts')).projectPath,
};

/** The world as one host: read-only, every question with a time limit, the same question asked once. */
export function openHost({ project, engine = null, machine = false, online = false, patience }: HostOptions): Host {
  const readText = (path: string): Promise<Seen<string>> => readWithin(project, path);
  const answers = new Map<string, Promise<Seen<unknown>>>();
  const secrets = new Set<string>();
  let asking = 0;
  const ask = <P extends ProbeName>(probe: P, about: Question<P>): Promise<Seen<Answer<P>>> => {
    const key = `${probe} ${JSON.stringify(about)}`;
    const known = answers.get(key);
    if (known !== undefined) return known as Promise<Seen<Answer<P>>>;
    const asked = within(SLOW_PROBES[probe] ?? PROBE_MILLISECONDS, probe, look(world, probe, about));
    answers.set(key, asked);
    asking += 1;
    void asked.finally(() => (asking -= 1));
    return asked;
  };
  const world: World = {
    project: project === null ? null : resolve(project),
    readText,
    ask,
    engine: engine === null ? null : engineDoor(engine),
    machine: thisMachine({ programs: machine }),
    token: saltedTokens(undefined, secrets),
    isMachineAsked: machine,
    isOnline: online,
  };
  return {
    readText,
    ask,
    ...(patience !== undefined && { patience: () => sleep(patience, undefined, { ref: false }) }),
    isAsking: () => asking > 0,
    secrets: async () => [...(project === null ? [] : await secretsOfProject(project, readText)), ...secrets],
  };
}

// Even a module that is loaded already costs a question a millisecond, and there may be thousands.
const loaded = new Map<ProbeName, Promise<unknown>>();

function load<P extends ProbeName>(name: P): Promise<Probe<P>> {
  const probe = loaded.get(name) ?? PROBES[name]();
  loaded.set(name, probe);
  return probe as Promise<Probe<P>>;
}

async function look<P extends ProbeName>(world: World, name: P, about: Question<P>): Promise<Seen<Answer<P>>> {
  if (!/^(?:project|engine)\./.test(name) && !world.isMachineAsked) {
    return unseen(`${name}: this machine was not asked.`, `${name}：没有查询本机。`);
  }
  if (name.startsWith('registry.') && !world.isOnline) {
    return unseen('Registries were not asked (--online).', '没有查询镜像仓库（需要 --online）。');
  }
  try {
    const probe = await load(name);
    return await probe(world, about);
  } catch (error) {
    // Its message may quote what the probe was reading; the kind of error cannot.
    const kind = error instanceof Error ? error.name : typeof error;
    return unseen(`${name}: drydock's own error (${kind}).`, `${name}：drydock 自身的错误（${kind}）。`);
  }
}

function within<T>(milliseconds: number, name: string, looking: Promise<Seen<T>>): Promise<Seen<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Seen<T>>((give) => {
    const answer = unseen(
      `${name} did not answer within ${milliseconds / 1000} seconds.`,
      `${name} 在 ${milliseconds / 1000} 秒内没有回答。`,
    );
    timer = setTimeout(() => give(answer), milliseconds);
  });
  return Promise.race([looking, late]).finally(() => clearTimeout(timer));
}

async function readWithin(project: string | null, path: string): Promise<Seen<string>> {
  if (project === null) return unseen('No project folder was given.', '没有给出项目目录。');
  const root = resolve(project);
  const full = resolve(root, path);
  // The path may come from a log: neither it nor a link on its way may lead out of the project.
  if (!isWithin(root, full) || !(await isReallyWithin(root, full))) {
    return unseen(`${path} lies outside the project.`, `${path} 在项目目录之外。`);
  }
  const file = await readRegular(full, MAX_FILE);
  if (!file.ok) return unseen(`${path} could not be read (${file.problem}).`, `无法读取 ${path}（${file.problem}）。`);
  if (file.isCut) return unseen(`${path} is larger than 4 MiB.`, `${path} 超过 4 MiB。`);
  return { ok: true, answer: file.bytes.toString('utf8'), where: path };
}

function isWithin(root: string, full: string): boolean {
  return full === root || full.startsWith(root.endsWith(sep) ? root : root + sep);
}

async function isReallyWithin(root: string, full: string): Promise<boolean> {
  try {
    return isWithin(await realpath(root), await realpath(full));
  } catch {
    // It is not there, or a loop of links: reading it says which.
    return true;
  }
}
