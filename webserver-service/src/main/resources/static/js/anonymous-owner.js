// The owner of the alerts where nobody is signed in: a connection, known by its token. One tab at a
// time is its socket.

import { resume } from './resume.js';

export class AnonymousOwner {
  account = null;
  #connection;
  #memory;
  #tab;
  #alerts;

  /**
   * @param {{connection: import('./connection.js').Connection, memory: import('./memory.js').Memory,
   *     tab: import('./tab.js').Tab, alerts: import('./alerts.js').Alerts}} parts
   */
  constructor({ connection, memory, tab, alerts }) {
    this.#connection = connection;
    this.#memory = memory;
    this.#tab = tab;
    this.#alerts = alerts;
  }

  memory() {
    return this.#memory;
  }

  removals() {
    return this.#memory;
  }

  /** Whether no other tab has taken over. */
  isCurrent() {
    return this.#tab.isOwner();
  }

  claim() {
    this.#tab.claim();
  }

  takeOver() {}

  /**
   * @param {Object} welcome
   * @returns {Promise<Object | null>} what was resumed; null where the server knows nothing of it
   */
  async begin(welcome) {
    const before = this.#memory.get('session', null);
    const resumed = before && (await this.#resume(before));
    if (!resumed) {
      const owed = this.#memory.get('owed', []);
      this.#memory.set('owed', before ? [...owed, ...this.#alerts.terms()] : owed);
      this.#memory.set('session', { token: welcome.resume_token, last: null });
    }
    return resumed;
  }

  async #resume({ token, last }) {
    try {
      return await resume(this.#connection, { token }, last);
    } catch (refusal) {
      if (refusal.code === 'invalid_token') {
        return null;
      }
      throw refusal;
    }
  }

  /** Everything up to this notification is stored here. */
  stored(id) {
    this.#memory.set('session', { ...this.#memory.get('session', {}), last: id });
  }
}
