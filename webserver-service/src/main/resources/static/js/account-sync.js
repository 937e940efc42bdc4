// What an account's devices share over HTTP: the notifications of the past, and which were seen.

import { call } from './api.js';

const LATEST = '999999999999999999';
const LOADED = 100;

export class AccountSync {
  #owner = null;
  #notifications;
  #unread;
  #onKnown;

  /**
   * @param {{session: import('./session.js').Session, unread: import('./unread.js').Unread,
   *     notifications: import('./notifications.js').Notifications}} parts
   * @param {(account: {id: string, name: string} | null, credential: string | null) => void} onKnown
   *     whose the page is
   */
  constructor({ session, unread, notifications }, onKnown) {
    this.#unread = unread;
    this.#notifications = notifications;
    this.#onKnown = onKnown;
    session.addEventListener('owner', ({ detail }) => this.#begin(detail));
    session.addEventListener('seen', ({ detail }) => unread.seenElsewhere(detail));
    unread.addEventListener('read', ({ detail }) => this.#tellSeen(detail));
  }

  #begin(owner) {
    const isAnother = owner !== this.#owner;
    this.#owner = owner;
    if (isAnother) {
      this.#unread.use(owner.memory());
      this.#onKnown(owner.account, null);
    }
    if (owner.account) {
      this.#readAccount(owner);
      this.#readPast(owner);
    }
  }

  async #readAccount(owner) {
    const known = await call('GET', '/account').catch(() => null);
    if (known && this.#owner === owner) {
      this.#onKnown(owner.account, known.credential);
      if (known.seen_notification_id) {
        this.#unread.seenElsewhere(known.seen_notification_id);
      }
    }
  }

  async #readPast(owner) {
    const past = await call('GET', `/notifications?before=${LATEST}&limit=${LOADED}`).catch(() => null);
    if (past && this.#owner === owner) {
      this.#notifications.merge(past.notifications);
    }
  }

  #tellSeen(id) {
    if (this.#owner?.account) {
      call('PUT', '/account/seen', { notification_id: id }).catch(() => {});
    }
  }
}
