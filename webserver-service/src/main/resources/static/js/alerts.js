// The alerts of this session as reported by the server, and pending removals.

/** Never crossed, as no price is lower: it only makes the price of its symbol known. */
const PEEK = '0.00000001';

/** Fires "change". */
export class Alerts extends EventTarget {
  #memory;
  #byId;
  #removed;

  /** @param {import('./memory.js').Memory} memory */
  constructor(memory) {
    super();
    this.#memory = memory;
    this.#byId = new Map(memory.get('alerts', []).map((alert) => [alert.id, alert]));
    this.#removed = new Set(memory.get('removed', []));
  }

  /** What shows the price of a symbol without an alert; takes the place of one among the limit. */
  static peek(symbol) {
    return { symbol, threshold: PEEK, condition: 'below' };
  }

  static #isPeek(alert) {
    return alert.threshold === PEEK && alert.condition === 'below';
  }

  /** @returns {Object[]} those a person has set, oldest first */
  all() {
    return [...this.#byId.values()].filter((alert) => !Alerts.#isPeek(alert));
  }

  peeks() {
    return [...this.#byId.values()].filter(Alerts.#isPeek);
  }

  get(id) {
    return this.#byId.get(id);
  }

  /** The live ones of a symbol. */
  of(symbol) {
    return this.all().filter(
      (alert) => alert.symbol === symbol && alert.status !== 'finished' && !this.isRemoved(alert.id),
    );
  }

  /** Everything the session has, and nothing else. */
  replaceAll(alerts) {
    const kept = new Map(this.#memory.get('alerts', []).map((alert) => [alert.id, alert]));
    this.#byId = new Map(
      alerts.map((alert) => [alert.id, Alerts.#counted(alert, kept.get(alert.id))]),
    );
    // As kept, not as remembered here: another tab may have had the session meanwhile.
    this.#removed = new Set(this.#memory.get('removed', []).filter((id) => this.#byId.has(id)));
    this.#changed();
  }

  /** The server's count may lag behind the notifications that this page has received. */
  static #counted(alert, kept) {
    const isBehind =
      kept && Date.parse(kept.last_notified_at ?? 0) > Date.parse(alert.last_notified_at ?? 0);
    return isBehind
      ? {
          ...alert,
          notification_count: kept.notification_count,
          last_notified_at: kept.last_notified_at,
        }
      : alert;
  }

  put(alert) {
    this.#byId.set(alert.id, alert);
    this.#removed.delete(alert.id);
    this.#changed();
  }

  /**
   * Takes in what was received of them.
   * @param {string[]} activated ids
   * @param {Object[]} notifications oldest first
   */
  update(activated, notifications) {
    activated.forEach((id) => this.#activated(id));
    notifications.forEach((notification) => this.#notified(notification));
    if (activated.length || notifications.length) {
      this.#changed();
    }
  }

  #activated(id) {
    const alert = this.#byId.get(id);
    if (alert) {
      this.#byId.set(id, { ...alert, status: 'active' });
    }
  }

  #notified({ subscription_id, created_at }) {
    const alert = this.#byId.get(subscription_id);
    if (alert) {
      this.#byId.set(alert.id, {
        ...alert,
        notification_count: alert.notification_count + 1,
        last_notified_at: created_at,
        status: alert.repeat === 'once' ? 'finished' : 'active',
      });
    }
  }

  forget(id) {
    this.#byId.delete(id);
    this.#removed.delete(id);
    this.#changed();
  }

  /** Hidden; the server keeps it until the undo period has passed. */
  markRemoved(id) {
    this.#removed.add(id);
    this.#changed();
  }

  restore(id) {
    this.#removed.delete(id);
    this.#changed();
  }

  isRemoved(id) {
    return this.#removed.has(id);
  }

  removed() {
    return [...this.#removed];
  }

  /** The terms of the live ones, to set them again when the server has forgotten the session. */
  terms() {
    return this.all()
      .filter((alert) => alert.status !== 'finished' && !this.isRemoved(alert.id))
      .map(({ symbol, threshold, condition, repeat, cooldown_seconds, expires_at }) => ({
        symbol, threshold, condition, repeat, cooldown_seconds,
        ...(expires_at && { expires_at }),
      }));
  }

  #changed() {
    this.#memory.set('removed', this.removed());
    this.#memory.set('alerts', this.all());
    this.dispatchEvent(new Event('change'));
  }
}
