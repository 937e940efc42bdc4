// An account as the owner of the alerts. All its tabs and devices have sockets of their own and see
// the same.

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

  begin() {
    return resume(this.#connection, {}, this.#memory.get('last', null));
  }

  /** Everything up to this notification is stored here. */
  stored(id) {
    this.#memory.set('last', id);
  }
}
