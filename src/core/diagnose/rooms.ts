/** Sizes are multiples of this, and of a quarter of the power of two below: of whole powers a third would be touched for nothing. */
const FINEST = 256;
/** Bytes kept for later, at most. */
const MOST = 4 * 1024 * 1024;

/** Room that dropped lines leave behind, for the next ones: fresh memory costs more than copying into it. */
export class Rooms {
  /** By size. */
  readonly #free = new Map<number, Uint8Array[]>();
  #size = 0;

  /** At least `size` bytes, of any content. */
  take(size: number): Uint8Array {
    const step = Math.max(FINEST, 2 ** (29 - Math.clz32(size - 1)));
    const whole = Math.ceil(size / step) * step;
    const free = this.#free.get(whole)?.pop();
    if (free === undefined) return new Uint8Array(whole);
    this.#size -= whole;
    return free;
  }

  /** Nobody refers to `room` any more, which `take` gave. */
  give(room: Uint8Array): void {
    if (this.#size + room.length > MOST) return;
    this.#size += room.length;
    const free = this.#free.get(room.length);
    if (free === undefined) this.#free.set(room.length, [room]);
    else free.push(room);
  }
}
