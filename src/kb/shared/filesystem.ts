import type { Filesystem } from '#core/model/probes/machine.ts';
import type { Text } from '#core/model/text.ts';

/** Less than a hundredth and less than 256 MiB: no layer fits. */
export function isNearlyFull({ bytes, available }: Filesystem): boolean {
  return bytes > 0 && available < bytes / 100 && available < 256 * 1024 * 1024;
}

export function tellsSpace({ path, bytes, available }: Filesystem): Text {
  return {
    en: `${path} has ${size(available)} of ${size(bytes)} left.`,
    zh: `${path} 共 ${size(bytes)}，仅剩 ${size(available)}。`,
  };
}

export const GIB = 1024 * 1024 * 1024;

export function tellsRebuild(disk: Filesystem, image: number): Text {
  const { en, zh } = tellsSpace(disk);
  return {
    en: `${en} The largest image this project builds took ${size(image)} last time: a build without cache does not fit.`,
    zh: `${zh}本项目上次构建的最大镜像占 ${size(image)}：不用缓存重新构建放不下。`,
  };
}

/** Fewer than one inode of a thousand: unpacking a layer needs more. */
export function hasFewInodes({ inodes, inodesFree }: Filesystem): boolean {
  return inodes > 0 && inodesFree < inodes / 1000;
}

export function tellsInodes({ path, inodes, inodesFree }: Filesystem): Text {
  return {
    en: `${path} has ${inodesFree} of ${inodes} inodes left.`,
    zh: `${path} 共 ${inodes} 个 inode，仅剩 ${inodesFree} 个。`,
  };
}

function size(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1024 ? `${megabytes.toFixed(0)} MiB` : `${(megabytes / 1024).toFixed(1)} GiB`;
}
