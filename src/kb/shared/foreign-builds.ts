import type { Foreseen, OpenAnswers } from '#core/model/condition.ts';
import type { ProjectDockerfile, ProjectService } from '#core/model/probes/project.ts';
import { instructionsOf } from './dockerfiles.ts';
import { builtBy, stagesNeeded } from './targets.ts';

/** By the kernel's name of the engine's processor: what it runs without an emulator, in Go's words. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  x86_64: ['amd64', '386'],
  aarch64: ['arm64', 'arm'],
  armv7l: ['arm'],
};
const HANDLERS: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  arm: 'arm',
  386: 'i386',
  riscv64: 'riscv64',
  ppc64le: 'ppc64le',
  s390x: 's390x',
};

/** RUN instructions of stages for a processor that the engine's machine neither has nor emulates. */
export function foreignBuilds(answers: OpenAnswers): readonly Foreseen<{ path: string }>[] {
  const services = answers['project.services'] ?? [];
  return services.flatMap((service) => {
    const processor = service.build === undefined ? undefined : foreignProcessor(service, answers);
    if (processor === undefined) return [];
    return (answers['project.dockerfiles'] ?? [])
      .filter((dockerfile) => builtBy(dockerfile, [service]).length > 0)
      .flatMap((dockerfile) => firstRun(dockerfile, service, processor));
  });
}

function foreignProcessor({ platform, build }: ProjectService, answers: OpenAnswers): string | undefined {
  const { 'engine.info': info, 'engine.reach': reach, 'host.binfmt': binfmt } = answers;
  const asked = platform ?? (build?.platforms?.length === 1 ? build.platforms[0] : undefined);
  const processor = asked?.split('/')[1];
  const own = RUNS[info?.architecture ?? ''];
  if (processor === undefined || own === undefined || own.includes(processor)) return undefined;
  // The handlers of this machine are the engine's only where it runs here, not in a VM.
  if (info?.isDesktop !== false || reach?.transport !== 'unix' || binfmt?.isMounted !== true) return undefined;
  const handler = HANDLERS[processor];
  const isEmulated = binfmt.handlers.some(({ name, isEnabled }) => isEnabled && name.includes(handler ?? processor));
  return isEmulated ? undefined : processor;
}

function firstRun(
  dockerfile: ProjectDockerfile,
  service: ProjectService,
  processor: string,
): readonly Foreseen<{ path: string }>[] {
  const needed = stagesNeeded(dockerfile, [service]);
  const run = dockerfile.stages.flatMap(({ platform }, index) =>
    needed.has(index) && platform === undefined
      ? instructionsOf(dockerfile, index).filter(({ keyword }) => keyword === 'RUN')
      : [],
  )[0];
  if (run === undefined) return [];
  return [
    {
      facts: { path: '' },
      how: 'certain',
      tells: {
        en: `${service.name} is built for ${processor}: the engine has another processor, and its kernel has no emulator registered.`,
        zh: `${service.name} 要为 ${processor} 构建：引擎的处理器不同，其内核也没有注册模拟器。`,
      },
      at: { file: dockerfile.path, line: run.line },
      service: service.name,
    },
  ];
}
