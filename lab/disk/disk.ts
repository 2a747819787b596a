import { join } from 'node:path';

import type { Namespace } from '../engine/namespace.ts';

export interface DiskOptions {
  readonly megabytes: number;
  /** Thin: the file under the disk lies on a tmpfs of this size, as a sparse disk image on a full host does. */
  readonly thin?: { readonly megabytes: number };
  readonly inodes?: number;
}

const MOUNT = '/var/lib/docker';

/** An ext4 on a loop device, mounted inside the engine's namespaces only; the loop device goes with the mount. */
export class Disk {
  readonly #namespace: Namespace;

  private constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  static async mount(namespace: Namespace, { megabytes, thin, inodes }: DiskOptions): Promise<Disk> {
    const backing = join(namespace.folder, 'data');
    if (thin !== undefined) {
      await namespace.must(['mount', '-t', 'tmpfs', '-o', `size=${thin.megabytes}m`, 'tmpfs', backing]);
    }
    const image = join(backing, 'disk.img');
    await namespace.must(['truncate', '-s', `${megabytes}M`, image]);
    // A thin disk without a journal, and one that carries on: with both, ext4 would go read-only first.
    const features = thin === undefined ? ['-e', 'remount-ro'] : ['-O', '^has_journal', '-e', 'continue'];
    const size = inodes === undefined ? [] : ['-N', String(inodes)];
    await namespace.must([
      'mkfs.ext4',
      '-qF',
      '-m',
      '0',
      '-E',
      'lazy_itable_init=0,nodiscard',
      ...features,
      ...size,
      image,
    ]);
    await namespace.must(['mount', '-o', 'loop', image, MOUNT]);
    return new Disk(namespace);
  }

  /** Every later call gets EIO, as after a disk has died. */
  async fail(): Promise<void> {
    await this.#namespace.must(['perl', join(import.meta.dirname, 'shutdown.pl'), MOUNT]);
  }

  /** ext4's own emergency stop: the journal is aborted, and errors=remount-ro makes it read-only. */
  async abort(): Promise<void> {
    await this.#namespace.must(['mount', '-o', 'remount,abort', MOUNT]);
  }

  /** Leaves so many kilobytes. */
  async fill(leave: number): Promise<void> {
    const script = 'free=$(df --output=avail -k "$1" | tail -1); fallocate -l $((free - $2))k "$1/old-log.bin"';
    await this.#namespace.must(['sh', '-c', script, 'sh', MOUNT, String(leave)]);
  }

  async freeSpace(): Promise<void> {
    await this.#namespace.must(['rm', '-f', `${MOUNT}/old-log.bin`]);
  }
}
