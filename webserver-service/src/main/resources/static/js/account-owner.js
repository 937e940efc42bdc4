// An account as the owner of the alerts. All its tabs and devices have sockets of their own and see
// the same.

import { Alerts } from './alerts.js';
import { resume } from './resume.js';

export class AccountOwner {
  account;
  #connection;
  #memory;
  #removals;

  /**
   * @param {{id: string, name: string}} account
   * @param {{connection: import('./connection.js').Connection, memory: import('./memory.js').Memory,
   *     tabMemory: import('./memory.js').Memory}} parts
   */
  constructor(account, { connection, memory, tabMemory }) {
    this.account = account;
    this.#connection = connection;
    this.#memory = memory.of(account.id);
    this.#removals = tabMemory.of(account.id);
  }

  memory() {
    return this.#memory;
  }

  removals() {
    return this.#removals;
  }

  isCurrent() {
    return true;
  }

  claim() {}

  /** The alerts that this browser had before anybody was signed in are set again for the account. */
  takeOver(anonymous) {
    if (anonymous.get('session', null) !== null) {
      const owed = [...anonymous.get('owed', []), ...new Alerts(anonymous).terms()];
      this.#memory.set('owed', [...this.#memory.get('owed', []), ...owed]);
      ['session', 'owed', 'alerts', 'removed'].forEach((name) => anonymous.remove(name));
    }
  }

  begin() {
    return resume(this.#connection, {}, this.#memory.get('last', null));
  }

  /** Everything up to this notification is stored here. */
  stored(id) {
    this.#memory.set('last', id);
  }
}
