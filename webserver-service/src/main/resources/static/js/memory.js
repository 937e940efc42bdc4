// Local storage. Where it keeps nothing (a private window, a full disk),
// the page works on from its own memory until it is closed.

const PREFIX = 'coinpanel.';

export class Memory {
  #storage;
  #own = new Map();

  /** @param {() => Storage} storage asked for late, as a browser may refuse even that */
  constructor(storage) {
    try {
      this.#storage = storage();
    } catch {
      this.#storage = null;
    }
  }

  /** What was kept under this name, or else the fallback. */
  get(name, fallback) {
    try {
      const text = this.#storage?.getItem(PREFIX + name);
      if (text !== null && text !== undefined) {
        return JSON.parse(text);
      }
    } catch {
      this.#storage?.removeItem(PREFIX + name);
    }
    return this.#own.has(name) ? this.#own.get(name) : fallback;
  }

  set(name, value) {
    this.#own.set(name, value);
    try {
      this.#storage?.setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // Full or forbidden; this page still knows.
    }
  }

  remove(name) {
    this.#own.delete(name);
    this.#storage?.removeItem(PREFIX + name);
  }

  /** Notifies of changes by other tabs; null when removed. */
  onForeignChange(name, listener) {
    addEventListener('storage', (event) => {
      if (event.key === PREFIX + name) {
        listener(event.newValue === null ? null : JSON.parse(event.newValue));
      }
    });
  }
}
