// The owner's notifications, newest first, kept over visits.

import { isLater } from './ids.js';

const KEPT = 200;

/** Fires "change". */
export class Notifications extends EventTarget {
  #memory;
  #newest;
  /** Ids of those that were read over HTTP; the socket may still have to bring them. */
  #merged = new Set();

  /** @param {import('./memory.js').Memory} memory */
  constructor(memory) {
    super();
    this.#memory = memory;
    this.#newest = memory.get('notifications', []);
  }

  /** From now on those of another owner. */
  use(memory) {
    this.#memory = memory;
    this.reload();
  }

  /** Takes in notifications of one account in any order, without news of them. */
  merge(stored) {
    const cleared = this.#memory.get('cleared', '0');
    const past = stored.filter(({ id }) => isLater(id, cleared));
    const byId = new Map([...past, ...this.#newest].map((one) => [one.id, one]));
    past.filter(({ id }) => !this.#newest.some((one) => one.id === id)).forEach(({ id }) => this.#merged.add(id));
    this.#newest = [...byId.values()].sort((a, b) => (isLater(a.id, b.id) ? -1 : 1)).slice(0, KEPT);
    this.#save();
  }

  /**
   * @param {Object[]} received oldest first
   * @returns {Object[]} the new ones among them; after a resume some may come twice
   */
  addAll(received) {
    const known = new Set(this.#newest.map(({ id }) => id).filter((id) => !this.#merged.has(id)));
    const fresh = received.filter(({ id }) => !known.has(id) && known.add(id));
    if (fresh.length) {
      const ids = new Set(fresh.map(({ id }) => id));
      this.#newest = [...[...fresh].reverse(), ...this.#newest.filter(({ id }) => !ids.has(id))].slice(0, KEPT);
      ids.forEach((id) => this.#merged.delete(id));
      this.#save();
    }
    return fresh;
  }

  all() {
    return this.#newest;
  }

  /** Whether no other tab of this browser has announced the newest one. */
  isFirst() {
    const newest = this.#newest[0]?.id;
    if (newest === undefined || !isLater(newest, this.#memory.get('announced', '0'))) {
      return false;
    }
    this.#memory.set('announced', newest);
    return true;
  }

  clear() {
    this.#memory.set('cleared', this.#newest[0]?.id ?? '0');
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
