// The lowest or highest price of the last so many milliseconds, or since the beginning.

export class Extreme {
  /** When the last price was added. */
  at = 0;
  #windowMs;
  #isBeyond;
  #kept = [];

  /**
   * @param {number | null} windowMs
   * @param {(one: bigint, other: bigint) => boolean} isBeyond
   */
  constructor(windowMs, isBeyond) {
    this.#windowMs = windowMs;
    this.#isBeyond = isBeyond;
  }

  get value() {
    return this.#kept[0]?.price ?? null;
  }

  add(at, price) {
    this.at = at;
    if (this.#windowMs === null) {
      this.#kept = this.value === null || this.#isBeyond(price, this.value) ? [{ price }] : this.#kept;
      return;
    }
    // The price before was in force until now; at the beginning of the window it may still count.
    if (this.#kept.length) {
      this.#kept.at(-1).until = at;
    }
    while (this.#kept[0]?.until <= at - this.#windowMs) {
      this.#kept.shift();
    }
    // What is no further out than a later price never counts again.
    while (this.#kept.length && !this.#isBeyond(this.#kept.at(-1).price, price)) {
      this.#kept.pop();
    }
    this.#kept.push({ price, until: Infinity });
  }
}
