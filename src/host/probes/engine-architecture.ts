import type { EngineArchitecture } from '#core/model/probes/engine.ts';

import { seen, unseen, type Probe } from '../probe.ts';
import type { World } from '../world.ts';

/** The kernel's names of processors (`uname -m`, QEMU's handlers) that Go calls otherwise. */
const GO_NAMES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  aarch64: 'arm64',
  armv7l: 'arm',
  armv6l: 'arm',
  i386: '386',
  i686: '386',
};

/** For which processor an image was made, whether the engine's is another one, and whether the kernel emulates it. */
export const engineArchitecture: Probe<'engine.architecture'> = async (world, about) => {
  const reference = 'reference' in about ? about.reference : await imageOf(world, about.service);
  if (typeof reference !== 'string') return reference;
  const [image, info] = await Promise.all([world.ask('engine.image', { reference }), world.ask('engine.info', {})]);
  if (!image.ok) return image;
  if (!info.ok) return info;
  const made = image.answer.architecture;
  const engine = goName(info.answer.architecture);
  if (made === undefined || made === '' || engine === '') {
    return unseen(
      `The engine does not say for which processor ${reference} was made.`,
      `引擎没有说明 ${reference} 适用于哪种处理器。`,
    );
  }
  const emulator = made === engine ? 'unknown' : await emulatorFor(world, made);
  const answer: EngineArchitecture = { image: reference, made, engine, emulator };
  return seen(answer, `docker image inspect ${reference}`);
};

async function imageOf({ ask }: World, service: string) {
  const container = await ask('engine.container', { service });
  return container.ok ? container.answer.image : container;
}

/** Handlers are the kernel's, so only a machine that the engine shares with us can be asked. */
async function emulatorFor({ ask }: World, made: string): Promise<EngineArchitecture['emulator']> {
  const [reach, info, binfmt] = await Promise.all([
    ask('engine.reach', {}),
    ask('engine.info', {}),
    ask('host.binfmt', {}),
  ]);
  const isHere = reach.ok && reach.answer.transport === 'unix' && info.ok && !info.answer.isDesktop;
  // Handlers of another mount namespace are not seen: without the file system nothing is known.
  if (!isHere || !binfmt.ok || !binfmt.answer.isMounted) return 'unknown';
  const handlers = binfmt.answer.handlers.filter(({ isEnabled }) => isEnabled);
  return handlers.some(({ name }) => goName(name.replace(/^qemu-|-binfmt$/g, '')) === made) ? 'present' : 'absent';
}

function goName(name: string): string {
  return GO_NAMES[name] ?? name;
}
