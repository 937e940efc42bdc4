// Local storage. Where it keeps nothing (a private window, a full disk),
// the page works on from its own memory until it is closed.

const PREFIX = 'coinpanel.';

export class Memory {
  #storage;
  #prefix;
  #own = new Map();

  /**
   * @param {() => Storage} storage asked for late, as a browser may refuse even that
   * @param {string} prefix of every name
   */
  constructor(storage, prefix = PREFIX) {
    this.#prefix = prefix;
    try {
      this.#storage = storage();
    } catch {
      this.#storage = null;
    }
  }

  /** The part of it that belongs to one account. */
  of(account) {
    return new Memory(() => this.#storage, `${this.#prefix}account.${account}.`);
  }

  /** What was kept under this name, or else the fallback. */
  get(name, fallback) {
    try {
      const text = this.#storage?.getItem(this.#prefix + name);
      if (text !== null && text !== undefined) {
        return JSON.parse(text);
      }
    } catch {
      this.#storage?.removeItem(this.#prefix + name);
    }
    return this.#own.has(name) ? this.#own.get(name) : fallback;
  }

  set(name, value) {
    this.#own.set(name, value);
    try {
      this.#storage?.setItem(this.#prefix + name, JSON.stringify(value));
    } catch {
      // Full or forbidden; this page still knows.
    }
  }

  remove(name) {
    this.#own.delete(name);
    this.#storage?.removeItem(this.#prefix + name);
  }

  /** Forgets everything. */
  clear() {
    this.#own.clear();
    const names = Object.keys(this.#storage ?? {});
    names.filter((name) => name.startsWith(this.#prefix)).forEach((name) => this.#storage.removeItem(name));
  }

  /** Notifies of changes by other tabs; null when removed. */
  onForeignChange(name, listener) {
    addEventListener('storage', (event) => {
      if (event.key === this.#prefix + name) {
        listener(event.newValue === null ? null : JSON.parse(event.newValue));
      }
    });
  }
}
