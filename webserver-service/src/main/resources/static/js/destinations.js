// The account's destinations: where its notifications go besides its pages.

import { call } from './api.js';

const ALL = '/destinations?limit=1000';
const ABOVE_ALL = '999999999999999999';
const PAGE = 20;
/** Whether a destination is failing changes without this page. */
const REFRESH_MS = 30_000;

/** Fires "change". */
export class Destinations extends EventTarget {
  #account = null;
  #all = [];
  #kinds = [];
  #allowed = false;

  constructor() {
    super();
    setInterval(() => this.#refresh(), REFRESH_MS);
    document.addEventListener('visibilitychange', () => this.#refresh());
  }

  /** From now on those of another account; null if there is none. */
  async use(account) {
    if (account?.id === this.#account?.id) {
      return;
    }
    this.#account = account;
    this.#set([], false);
    await this.load().catch(() => {});
  }

  /** Whether there is an account that may have some. */
  get allowed() {
    return this.#allowed;
  }

  /** Oldest first, as the server describes them. */
  all() {
    return this.#all;
  }

  /** The kinds that this server has. */
  get kinds() {
    return this.#kinds;
  }

  /** @returns {Promise<void>} rejected with {code, message, status} */
  async load() {
    const account = this.#account;
    if (account === null) {
      return;
    }
    try {
      const { destinations, kinds } = await call('GET', ALL);
      if (account === this.#account) {
        this.#kinds = kinds;
        this.#set(destinations, true);
      }
    } catch (refusal) {
      if (account === this.#account && (refusal.status === 401 || refusal.status === 403)) {
        this.#set([], false);
      }
      throw refusal;
    }
  }

  /** @returns {Promise<Object>} the new one, with its secret or link if it has one */
  async add(fields) {
    const added = await call('POST', '/destinations', fields);
    await this.load();
    return added;
  }

  /** @returns {Promise<Object>} the changed one, which its receiver may have to confirm again */
  async change(id, changes) {
    try {
      return await call('PATCH', path(id), changes);
    } finally {
      // Some of it may be changed although it was refused.
      await this.load().catch(() => {});
    }
  }

  /** @returns {Promise<Object>} it with its new secret, which is not shown again */
  rotateSecret(id) {
    return call('POST', `${path(id)}/secret`, {});
  }

  /**
   * Asks its receiver to agree, once more.
   * @returns {Promise<Object>} it, with another link if a person has to open one
   */
  async invite(id) {
    const invited = await call('POST', `${path(id)}/confirmation`, {});
    await this.load();
    return invited;
  }

  async remove(id) {
    try {
      await call('DELETE', path(id));
    } catch (refusal) {
      if (refusal.status !== 404) {
        throw refusal;
      }
    }
    await this.load();
  }

  /** @returns {Promise<{outcome: string, status: number | null, error: string | null}>} */
  test(id) {
    return call('POST', `${path(id)}/test`, {});
  }

  /**
   * Attempts, newest first.
   * @param {string | null} before the next of the page before
   * @returns {Promise<{deliveries: Object[], next: string | null}>}
   */
  attempts(id, before) {
    return call('GET', `${path(id)}/deliveries?before=${before ?? ABOVE_ALL}&limit=${PAGE}`);
  }

  redeliver(id, notificationId) {
    return call('POST', `${path(id)}/redeliver`, { notification_id: notificationId });
  }

  #refresh() {
    if (!document.hidden && this.#all.length) {
      this.load().catch(() => {});
    }
  }

  #set(destinations, allowed) {
    this.#all = destinations;
    this.#allowed = allowed;
    this.dispatchEvent(new Event('change'));
  }
}

function path(id) {
  return `/destinations/${encodeURIComponent(id)}`;
}
