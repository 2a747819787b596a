import { join, resolve } from 'node:path';

import type { Seen } from '#core/model/probe.ts';
import type { EngineArchitecture } from '#core/model/probes/engine.ts';

import { readRegular } from '../files/regular.ts';
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

/** For which processor an image or a program was made, whether the engine's is another one, and whether the kernel emulates it. */
export const engineArchitecture: Probe<'engine.architecture'> = async (world, about) => {
  const subject = 'program' in about ? await programOf(world, about.program) : await madeFor(world, about);
  if (!subject.ok) return subject;
  const info = await world.ask('engine.info', {});
  if (!info.ok) return info;
  const { image, made } = subject.answer;
  const engine = goName(info.answer.architecture);
  if (made === '' || engine === '') {
    return unseen(
      `The engine does not say for which processor ${image} was made.`,
      `引擎没有说明 ${image} 适用于哪种处理器。`,
    );
  }
  const emulator = made === engine ? 'unknown' : await emulatorFor(world, made);
  const answer: EngineArchitecture = { image, made, engine, emulator };
  return seen(answer, subject.where);
};

type Subject = Pick<EngineArchitecture, 'image' | 'made'>;

async function madeFor(
  world: World,
  about: { readonly reference: string } | { readonly service: string },
): Promise<Seen<Subject>> {
  const reference = 'reference' in about ? about.reference : await imageOf(world, about.service);
  if (typeof reference !== 'string') return reference;
  const image = await world.ask('engine.image', { reference });
  if (!image.ok) return image;
  return seen({ image: reference, made: image.answer.architecture ?? '' }, `docker image inspect ${reference}`);
}

/** By the head of the file itself: of programs that bear this name and are copied into an image, if there is one alone. */
async function programOf({ project, ask }: World, program: string): Promise<Seen<Subject>> {
  const dockerfiles = await ask('project.dockerfiles', {});
  if (!dockerfiles.ok) return dockerfiles;
  const name = program.split('/').at(-1);
  const paths = dockerfiles.answer.flatMap(({ context, copies }) =>
    copies
      .filter(({ source, exists }) => exists && source.split('/').at(-1) === name)
      .map(({ source }) => join(context, source)),
  );
  const [path, ...more] = new Set(paths);
  if (path === undefined || more.length > 0 || project === null) {
    return unseen(`No one program of the project is ${program}.`, `项目中没有唯一对应 ${program} 的程序。`);
  }
  const file = await readRegular(resolve(project, path), ELF_HEAD);
  const made = file.ok ? processorOf(file.bytes) : undefined;
  return made === undefined
    ? unseen(`${path} does not say for which processor it was made.`, `${path} 中看不出适用于哪种处理器。`)
    : seen({ image: path, made }, path);
}

/** Bytes of an ELF file up to its processor. */
const ELF_HEAD = 20;
/** `e_machine` of elf(5), in Go's words. */
const MACHINES: Readonly<Record<number, string>> = {
  3: '386',
  21: 'ppc64le',
  22: 's390x',
  40: 'arm',
  62: 'amd64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};

/** Undefined for what is no program, or one for a processor that is not known here. */
export function processorOf(head: Buffer): string | undefined {
  if (head.length < ELF_HEAD || head.toString('latin1', 0, 4) !== '\x7fELF') return undefined;
  const isBigEndian = head[5] === 2;
  return MACHINES[isBigEndian ? head.readUInt16BE(18) : head.readUInt16LE(18)];
}

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
