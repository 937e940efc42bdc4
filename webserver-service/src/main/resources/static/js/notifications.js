// Every notification of this browser, newest first, kept over visits.

const KEPT = 200;

/** Fires "change". */
export class Notifications extends EventTarget {
  #memory;
  #newest;

  /** @param {import('./memory.js').Memory} memory */
  constructor(memory) {
    super();
    this.#memory = memory;
    this.#newest = memory.get('notifications', []);
  }

  /**
   * @param {Object[]} received oldest first
   * @returns {Object[]} the new ones among them; after a resume some may come twice
   */
  addAll(received) {
    const known = new Set(this.#newest.map(({ id }) => id));
    const fresh = received.filter(({ id }) => !known.has(id) && known.add(id));
    if (fresh.length) {
      this.#newest = [...[...fresh].reverse(), ...this.#newest].slice(0, KEPT);
      this.#save();
    }
    return fresh;
  }

  all() {
    return this.#newest;
  }

  clear() {
    this.#newest = [];
    this.#save();
  }

  /** Another tab had the session meanwhile. */
  reload() {
    this.#newest = this.#memory.get('notifications', []);
    this.dispatchEvent(new Event('change'));
  }

  #save() {
    this.#memory.set('notifications', this.#newest);
    this.dispatchEvent(new Event('change'));
  }
}
