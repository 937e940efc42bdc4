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

  /** @returns {boolean} whether it is a new one; after a resume some may come twice */
  add(notification) {
    if (this.#newest.some((one) => one.id === notification.id)) {
      return false;
    }
    this.#newest = [notification, ...this.#newest].slice(0, KEPT);
    this.#save();
    return true;
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
