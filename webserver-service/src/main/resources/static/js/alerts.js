// The owner's alerts as reported by the server, and pending removals. Beside what the server says,
// an alert has what this page has heard of it: its `baseline` (a price), and its `anchor` ({price,
// seen}), where it began or fired last.

/** What a subscription is besides its terms. */
const NO_TERMS = ['id', 'status', 'reason', 'revision', 'created_at', 'last_price', 'notification_count', 'last_notified_at', 'enabled', 'baseline', 'anchor'];

/** The terms of an alert, to set it again; those that are null are left out. */
export function termsOf(alert) {
  return Object.fromEntries(Object.entries(alert).filter(([name, value]) => value !== null && !NO_TERMS.includes(name)));
}

/** Fires "change". */
export class Alerts extends EventTarget {
  #memory;
  #removals;
  #byId;
  #removed;

  /** @param {import('./memory.js').Memory} memory */
  constructor(memory) {
    super();
    this.#read(memory, memory);
  }

  /**
   * From now on those of another owner.
   * @param {import('./memory.js').Memory} memory
   * @param {import('./memory.js').Memory} removals where pending removals are kept: of this tab
   *     alone where other tabs show the same alerts, as each offers to undo its own
   */
  use(memory, removals) {
    this.#read(memory, removals);
    this.dispatchEvent(new Event('change'));
  }

  #read(memory, removals) {
    this.#memory = memory;
    this.#removals = removals;
    this.#byId = new Map(memory.get('alerts', []).map((alert) => [alert.id, alert]));
    this.#removed = new Set(removals.get('removed', []));
  }

  /** @returns {Object[]} oldest first */
  all() {
    return [...this.#byId.values()];
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
      alerts.map((alert) => [alert.id, Alerts.#known(alert, kept.get(alert.id))]),
    );
    // As kept, not as remembered here: another tab may have had the session meanwhile.
    this.#removed = new Set(this.#removals.get('removed', []).filter((id) => this.#byId.has(id)));
    this.#changed();
  }

  /** With what this page knows beside it; a new baseline makes that void. */
  static #known(alert, kept) {
    const { baseline, anchor } = alert.status === 'pending' ? {} : (kept ?? {});
    return Alerts.#counted({ ...alert, ...(baseline && { baseline }), ...(anchor && { anchor }) }, kept);
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

  /** Set by this person; a pending removal is taken back. */
  put(alert) {
    this.#removed.delete(alert.id);
    this.refresh(alert);
  }

  /** As it is at the server now. */
  refresh(alert) {
    this.#refreshed(alert);
    this.#changed();
  }

  /**
   * Takes in what was received of them.
   * @param {Object[]} messages of the server, in order
   */
  takeIn(messages) {
    messages.forEach((message) => this.#received(message));
    if (messages.length) {
      this.#changed();
    }
  }

  #received(message) {
    switch (message.type) {
      case 'active':
        this.#activated(message);
        break;
      case 'notification':
        this.#notified(message);
        break;
      case 'subscribed':
      case 'updated':
        this.#refreshed(message.subscription);
        break;
      case 'unsubscribed':
        this.#byId.delete(message.subscription_id);
        this.#removed.delete(message.subscription_id);
        break;
    }
  }

  #refreshed(alert) {
    const known = this.#byId.get(alert.id);
    if (!known || known.revision <= alert.revision) {
      this.#byId.set(alert.id, Alerts.#known(alert, known));
    }
  }

  #activated({ subscription_id, price }) {
    const alert = this.#byId.get(subscription_id);
    if (alert?.enabled && alert.status !== 'finished') {
      this.#byId.set(alert.id, { ...alert, status: 'active', baseline: price, anchor: { price, seen: Date.now() } });
    }
  }

  #notified({ subscription_id, created_at, price }) {
    const alert = this.#byId.get(subscription_id);
    if (alert) {
      this.#byId.set(alert.id, {
        ...alert,
        notification_count: alert.notification_count + 1,
        last_notified_at: created_at,
        anchor: { price, seen: Date.now() },
        ...(alert.repeat === 'once' && { status: 'finished', reason: 'fired' }),
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

  /** The terms of the live ones and whether they are enabled, to set them again when the server has forgotten the session. */
  terms() {
    return this.all()
      .filter((alert) => alert.status !== 'finished' && !this.isRemoved(alert.id))
      .map((alert) => ({ ...termsOf(alert), enabled: alert.enabled }));
  }

  #changed() {
    this.#removals.set('removed', this.removed());
    this.#memory.set('alerts', this.all());
    this.dispatchEvent(new Event('change'));
  }
}
