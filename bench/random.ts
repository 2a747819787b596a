/** Numbers that are the same on every machine: xorshift32. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  /** A whole number from 0 to `end`, `end` excluded. */
  below(end: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % end;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.below(0x10000000).toString(16).padStart(7, '0');
    return text.slice(0, length);
  }
}
