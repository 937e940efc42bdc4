// The session with the server: identity, missed notifications, message handling.

import { Alerts } from './alerts.js';
import { OncePerFrame } from './once-per-frame.js';

const QUIET_MS = 800;

/**
 * Fires "notified" (the new notifications of a frame, oldest first, without those missed), "away"
 * ({count, recovered}) when all that was missed has come, and "restored" ({set, refused}) when
 * the server had forgotten the session and its alerts were set again, "unseen" ({symbol, refusal})
 * when the price of the symbol looked at cannot be had, and "ignored" ([name]) when the server did
 * not know some of an alert's terms.
 */
export class Session extends EventTarget {
  #parts;
  #symbol = null;
  #missed = null;
  #countedUntil = new Map();
  #ready = false;
  #quiet;
  #received = [];
  #frame = new OncePerFrame(() => this.#process());

  /**
   * @param {{connection: import('./connection.js').Connection, memory: import('./memory.js').Memory,
   *     tab: import('./tab.js').Tab, alerts: Alerts, prices: import('./prices.js').Prices,
   *     notifications: import('./notifications.js').Notifications}} parts
   */
  constructor(parts) {
    super();
    this.#parts = parts;
    parts.connection.addEventListener('message', (event) => this.#heard(event.detail));
    parts.connection.addEventListener('state', () => this.#stateChanged());
    parts.tab.addEventListener('displaced', () => parts.connection.park());
    parts.tab.addEventListener('returned', () => parts.connection.state === 'parked' && this.open());
  }

  /** Claims the session for this tab. */
  open() {
    this.#parts.tab.claim();
    this.#parts.notifications.reload();
    this.#parts.connection.connect();
  }

  /** The symbol whose price is to be seen even without an alert. */
  async look(symbol) {
    this.#symbol = symbol;
    if (this.#ready) {
      await this.#peek();
    }
  }

  /**
   * Sets an alert.
   * @returns {Promise<{created: boolean, subscription: Object}>} rejected with {code, message}
   */
  async subscribe(terms) {
    // An open socket is not enough: nothing may be asked before the session is resumed.
    if (!this.#ready) {
      throw { code: 'offline', message: 'no connection' };
    }
    const answer = await this.#parts.connection.request({ type: 'subscribe', ...terms });
    this.#parts.alerts.put(answer.subscription);
    if (answer.ignored) {
      this.dispatchEvent(new CustomEvent('ignored', { detail: answer.ignored }));
    }
    return answer;
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

  #stateChanged() {
    if (this.#parts.connection.state !== 'live') {
      this.#frame.now();
      if (this.#ready) {
        this.#parts.prices.interrupted();
      }
      this.#ready = false;
    }
  }

  #heard(message) {
    switch (message.type) {
      case 'welcome':
        this.#begin(message).catch((refusal) => this.#begunInVain(refusal));
        break;
      case 'price':
        this.#parts.prices.tell(message.symbol, message.price, Date.parse(message.time));
        break;
      case 'active':
      case 'notification':
        this.#received.push(message);
        this.#frame.soon();
        break;
    }
  }

  async #begin(welcome) {
    const { memory, alerts, connection } = this.#parts;
    const before = memory.get('session', null);
    const resumed = before && (await this.#resume(before));
    if (resumed) {
      this.#missed = { count: 0, recovered: resumed.recovered };
      const subscriptions = await this.#all(resumed);
      alerts.replaceAll(subscriptions);
      this.#countedUntil = new Map(
        subscriptions.map(({ id }) => [id, Date.parse(alerts.get(id).last_notified_at ?? 0)]),
      );
      this.#awaitQuiet();
    } else {
      const owed = before ? [...memory.get('owed', []), ...alerts.terms()] : memory.get('owed', []);
      memory.set('owed', owed);
      memory.set('session', { token: welcome.resume_token, last: null });
      this.#countedUntil = new Map();
      alerts.replaceAll([]);
    }
    await connection.request({ type: 'prices', enabled: true });
    this.#ready = true;
    connection.settled();
    await this.#payDebts();
  }

  /** Those that came with a page, and those behind it. */
  async #all({ subscriptions, next }) {
    const all = [...subscriptions];
    while (next) {
      const page = await this.#parts.connection.request({ type: 'list', after: next });
      all.push(...page.subscriptions);
      next = page.next;
    }
    return all;
  }

  #begunInVain(refusal) {
    if (refusal.code !== 'lost' && refusal.code !== 'offline') {
      this.#parts.connection.drop();
    }
  }

  async #resume({ token, last }) {
    const { connection } = this.#parts;
    try {
      const command = { type: 'resume', token };
      return await connection.request(last ? { ...command, last_notification_id: last } : command);
    } catch (refusal) {
      if (refusal.code === 'invalid_token') {
        return null;
      }
      if (refusal.code === 'invalid_message' && last) {
        return this.#resume({ token, last: null });
      }
      throw refusal;
    }
  }

  /** What could not be done without a connection, or with the session that has ended. */
  async #payDebts() {
    const { alerts } = this.#parts;
    if (this.#symbol) {
      await this.#peek();
    }
    await Promise.all(alerts.removed().map((id) => this.remove(id)));
    await this.#setAgain();
  }

  async #setAgain() {
    const { memory } = this.#parts;
    const refused = [];
    let set = 0;
    for (let owed = memory.get('owed', []); owed.length; owed = memory.get('owed', [])) {
      try {
        await this.subscribe(owed[0]);
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

  async #peek() {
    const { alerts, connection } = this.#parts;
    const symbol = this.#symbol;
    try {
      if (!alerts.peeks().some((one) => one.symbol === symbol)) {
        await this.subscribe(Alerts.peek(symbol));
      }
      for (const { id } of alerts.peeks().filter((one) => one.symbol !== this.#symbol)) {
        await connection.request({ type: 'unsubscribe', subscription_id: id });
        alerts.forget(id);
      }
    } catch (refusal) {
      this.dispatchEvent(new CustomEvent('unseen', { detail: { symbol, refusal } }));
    }
  }

  // A thousand alerts may fire at one trade: each frame stores and shows once what came since the last.
  #process() {
    const { memory, notifications, alerts, tab } = this.#parts;
    const messages = this.#received.splice(0);
    // Of what is not stored here, the server sends everything to the tab that has the session now.
    if (!tab.isOwner()) {
      return;
    }
    const activations = messages.filter(({ type }) => type === 'active');
    const received = messages.filter(({ type }) => type === 'notification');
    const fresh = notifications.addAll(received);
    const live = fresh.filter((one) => !this.#isMissed(one));
    alerts.update(activations.map(({ subscription_id }) => subscription_id), live);
    if (received.length) {
      // Only once they are stored, as the server then sends them no more.
      memory.set('session', { ...memory.get('session', {}), last: received.at(-1).id });
    }
    this.#tellPrices(activations);
    this.#countMissed(fresh.length - live.length);
    if (live.length) {
      this.dispatchEvent(new CustomEvent('notified', { detail: live }));
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
