// The session with the server: whose it is, missed notifications, message handling.

import { AccountOwner } from './account-owner.js';
import { Alerts } from './alerts.js';
import { AnonymousOwner } from './anonymous-owner.js';
import { OncePerFrame } from './once-per-frame.js';

const QUIET_MS = 800;
/** A frame of at most 8 KiB holds so many ids, of up to 19 digits. */
const MOST_AT_ONCE = 300;

/**
 * Fires "owner" (an AccountOwner or AnonymousOwner) when a socket knows whose the alerts are,
 * "notified" (the new notifications of a frame, oldest first, without those missed), "away"
 * ({count, recovered}) when all that was missed has come, "restored" ({set, refused}) when alerts
 * were set again, as the server had forgotten the session or an account has taken over, "unseen"
 * ({symbol, refusal}) when the price of the symbol looked at cannot be had, "ignored" ([name]) when
 * the server did not know some of an alert's terms, "feed" when the server's sight of a symbol has
 * changed, and "seen" (the id of a notification) when another device has shown those up to it.
 */
export class Session extends EventTarget {
  #parts;
  #owner;
  #missed = null;
  #countedUntil = new Map();
  #ready = false;
  #quiet;
  #received = [];
  #frame = new OncePerFrame(() => this.#process());

  /**
   * @param {{connection: import('./connection.js').Connection, memory: import('./memory.js').Memory,
   *     tabMemory: import('./memory.js').Memory, tab: import('./tab.js').Tab, alerts: Alerts,
   *     prices: import('./prices.js').Prices, watch: import('./price-watch.js').PriceWatch,
   *     notifications: import('./notifications.js').Notifications}} parts
   */
  constructor(parts) {
    super();
    this.#parts = parts;
    this.#owner = new AnonymousOwner(parts);
    parts.connection.addEventListener('message', (event) => this.#heard(event.detail));
    parts.connection.addEventListener('state', () => this.#stateChanged());
    parts.tab.addEventListener('displaced', () => this.account === null && parts.connection.park());
    parts.tab.addEventListener('returned', () => parts.connection.state === 'parked' && this.open());
    parts.watch.addEventListener('refused', ({ detail }) => this.dispatchEvent(new CustomEvent('unseen', { detail })));
    addEventListener('pagehide', () => this.account && this.#removeAll(parts.alerts.removed()));
  }

  /** Whose the alerts are; null if nobody is signed in. */
  get account() {
    return this.#owner.account;
  }

  open() {
    this.#parts.connection.connect();
  }

  /**
   * Sets an alert.
   * @returns {Promise<{created: boolean, subscription: Object}>} rejected with {code, message}
   */
  async subscribe(terms) {
    const answer = await this.#request({ type: 'subscribe', ...terms });
    this.#parts.alerts.put(answer.subscription);
    if (answer.ignored) {
      this.dispatchEvent(new CustomEvent('ignored', { detail: answer.ignored }));
    }
    return answer;
  }

  /**
   * Changes terms of an alert.
   * @returns {Promise<void>} rejected with {code, message}
   */
  async update(id, changes) {
    this.#parts.alerts.refresh((await this.#request({ type: 'update', subscription_id: id, ...changes })).subscription);
  }

  /**
   * Pauses or enables several; of each the server reports.
   * @returns {Promise<void>} rejected with {code, message}
   */
  async enableAll(ids, enabled) {
    for (const some of inParts(ids)) {
      const answer = await this.#request({ type: 'update', subscription_ids: some, enabled });
      this.#parts.alerts.refresh(answer.subscription);
    }
  }

  // An open socket is not enough: nothing may be asked before the session is resumed.
  #request(command) {
    return this.#ready ? this.#parts.connection.request(command) : Promise.reject({ code: 'offline', message: 'no connection' });
  }

  /** Hides an alert; it can be brought back until remove() is called. */
  hide(id) {
    this.#parts.alerts.markRemoved(id);
  }

  /** Removes a hidden alert; where there is no connection, once there is one. */
  async remove(id) {
    if (!this.#ready || !this.#parts.alerts.isRemoved(id)) {
      return;
    }
    try {
      await this.#parts.connection.request({ type: 'unsubscribe', subscription_id: id });
      this.#parts.alerts.forget(id);
    } catch (refusal) {
      if (refusal.code === 'unknown_subscription') {
        this.#parts.alerts.forget(id);
      }
      // Otherwise it stays hidden, and is removed with the next connection.
    }
  }

  #removeAll(ids) {
    inParts(ids).forEach((some) => this.#request({ type: 'unsubscribe', subscription_ids: some }).catch(() => {}));
  }

  #stateChanged() {
    if (this.#parts.connection.state !== 'live') {
      this.#frame.now();
      if (this.#ready) {
        this.#parts.prices.interrupted();
      }
      this.#ready = false;
      this.#parts.watch.end();
    }
  }

  #heard(message) {
    switch (message.type) {
      case 'welcome':
        this.#begin(message).catch((refusal) => this.#notBegun(refusal));
        break;
      case 'price':
        this.#parts.prices.tell(message.symbol, message.price, Date.parse(message.time), message.high, message.low);
        break;
      case 'feed':
        this.dispatchEvent(new CustomEvent('feed', { detail: message }));
        break;
      case 'seen':
        this.dispatchEvent(new CustomEvent('seen', { detail: message.notification_id }));
        break;
      case 'active':
      case 'notification':
      case 'subscribed':
      case 'updated':
      case 'unsubscribed':
        this.#received.push(message);
        this.#frame.soon();
        break;
    }
  }

  async #begin(welcome) {
    const { alerts, connection, watch } = this.#parts;
    this.#adopt(await this.#identify(welcome));
    const resumed = await this.#owner.begin(welcome);
    if (resumed) {
      this.#missed = { count: 0, recovered: resumed.recovered };
      alerts.replaceAll(resumed.subscriptions);
      this.#countedUntil = new Map(
        resumed.subscriptions.map(({ id }) => [id, Date.parse(alerts.get(id).last_notified_at ?? 0)]),
      );
      this.#awaitQuiet();
    } else {
      this.#countedUntil = new Map();
      alerts.replaceAll([]);
    }
    await watch.begin();
    this.#ready = true;
    connection.settled();
    await this.#payDebts();
  }

  /** The account that the server knows by the session's cookie, or the machine's own. */
  async #identify(welcome) {
    try {
      const account = welcome.account ?? (await this.#parts.connection.request({ type: 'authenticate' })).account;
      return account.id === this.account?.id ? this.#owner : new AccountOwner(account, this.#parts);
    } catch (refusal) {
      if (refusal.code === 'unauthorized') {
        return this.account === null ? this.#owner : new AnonymousOwner(this.#parts);
      }
      throw refusal;
    }
  }

  #adopt(owner) {
    const { memory, alerts, notifications } = this.#parts;
    owner.claim();
    owner.takeOver(memory);
    this.#owner = owner;
    memory.set('account', owner.account?.id ?? null);
    alerts.use(owner.memory(), owner.removals());
    notifications.use(owner.memory());
    this.dispatchEvent(new CustomEvent('owner', { detail: owner }));
  }

  #notBegun(refusal) {
    if (refusal.code === 'unauthorized') {
      location.assign('/sign-in');
    } else if (refusal.code !== 'lost' && refusal.code !== 'offline') {
      this.#parts.connection.drop();
    }
  }

  /** What could not be done without a connection, or with the session that has ended. */
  async #payDebts() {
    const { alerts } = this.#parts;
    await Promise.all(alerts.removed().map((id) => this.remove(id)));
    await this.#setAgain();
  }

  async #setAgain() {
    const memory = this.#owner.memory();
    const refused = [];
    let set = 0;
    for (let owed = memory.get('owed', []); owed.length; owed = memory.get('owed', [])) {
      try {
        await this.#setOne(owed[0]);
        set++;
      } catch (refusal) {
        if (['lost', 'offline', 'unavailable', 'rate_limited'].includes(refusal.code)) {
          throw refusal;
        }
        refused.push(owed[0]);
      }
      memory.set('owed', owed.slice(1));
    }
    if (set || refused.length) {
      this.dispatchEvent(new CustomEvent('restored', { detail: { set, refused } }));
    }
  }

  async #setOne({ enabled = true, ...terms }) {
    const { subscription } = await this.subscribe(terms);
    if (!enabled) {
      await this.update(subscription.id, { enabled });
    }
  }

  // A thousand alerts may fire at one trade: each frame stores and shows once what came since the last.
  #process() {
    const { notifications, alerts } = this.#parts;
    const messages = this.#received.splice(0);
    // Of what is not stored here, the server sends everything to the tab that has the session now.
    if (!this.#owner.isCurrent()) {
      return;
    }
    const received = messages.filter(({ type }) => type === 'notification');
    const fresh = notifications.addAll(received);
    const live = new Set(fresh.filter((one) => !this.#isMissed(one)));
    alerts.takeIn(messages.filter((message) => message.type !== 'notification' || live.has(message)));
    if (received.length) {
      // Only once they are stored, as the server then sends them no more.
      this.#owner.stored(received.at(-1).id);
    }
    this.#tellPrices(messages.filter(({ type }) => type === 'active'));
    this.#countMissed(fresh.length - live.size);
    if (live.size) {
      this.dispatchEvent(new CustomEvent('notified', { detail: [...live] }));
    }
  }

  #tellPrices(activations) {
    const bySymbol = new Map(activations.filter(({ price }) => price).map(({ symbol, price }) => [symbol, price]));
    bySymbol.forEach((price, symbol) => this.#parts.prices.tell(symbol, price, null));
  }

  // Resumed alerts come with their counts, in which what was missed is included.
  #isMissed({ subscription_id, created_at }) {
    return Date.parse(created_at) <= (this.#countedUntil.get(subscription_id) ?? -Infinity);
  }

  #countMissed(count) {
    if (count) {
      this.#missed ??= { count: 0, recovered: true };
      this.#missed.count += count;
      this.#awaitQuiet();
    }
  }

  // The backlog has no end marker; a pause marks its end.
  #awaitQuiet() {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.#frame.now();
      const missed = this.#missed;
      this.#missed = null;
      if (missed && (missed.count || !missed.recovered)) {
        this.dispatchEvent(new CustomEvent('away', { detail: missed }));
      }
    }, QUIET_MS);
  }
}

function inParts(ids) {
  const parts = [];
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
    parts.push(ids.slice(from, from + MOST_AT_ONCE));
  }
  return parts;
}
