/** Less than this is not worth keeping. */
const SMALLEST = 10;
/** Bytes kept for later, at most. */
const MOST = 4 * 1024 * 1024;

/** Room that dropped lines leave behind, for the next ones: fresh memory costs more than copying into it. */
export class Rooms {
  /** By power of two. */
  readonly #free: Uint8Array[][] = [];
  #size = 0;

  /** At least `size` bytes, of any content. */
  take(size: number): Uint8Array {
    const power = Math.max(SMALLEST, 32 - Math.clz32(size - 1));
    const free = this.#free[power]?.pop();
    if (free === undefined) return new Uint8Array(2 ** power);
    this.#size -= free.length;
    return free;
  }

  /** Nobody refers to `room` any more, which `take` gave. */
  give(room: Uint8Array): void {
    if (this.#size + room.length > MOST) return;
    this.#size += room.length;
    (this.#free[31 - Math.clz32(room.length)] ??= []).push(room);
  }
}
