// The owner's alerts as reported by the server, and pending removals.

import { conditionOf } from './words.js';

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
      alerts.map((alert) => [alert.id, Alerts.#counted(alert, kept.get(alert.id))]),
    );
    // As kept, not as remembered here: another tab may have had the session meanwhile.
    this.#removed = new Set(this.#removals.get('removed', []).filter((id) => this.#byId.has(id)));
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
        this.#activated(message.subscription_id);
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
      this.#byId.set(alert.id, Alerts.#counted(alert, known));
    }
  }

  #activated(id) {
    const alert = this.#byId.get(id);
    if (alert?.enabled && alert.status !== 'finished') {
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
      .map((alert) => ({
        symbol: alert.symbol,
        ...conditionOf(alert),
        repeat: alert.repeat,
        cooldown_seconds: alert.cooldown_seconds,
        enabled: alert.enabled,
        ...(alert.expires_at && { expires_at: alert.expires_at }),
        ...(alert.name && { name: alert.name }),
        ...(alert.note && { note: alert.note }),
      }));
  }

  #changed() {
    this.#removals.set('removed', this.removed());
    this.#memory.set('alerts', this.all());
    this.dispatchEvent(new Event('change'));
  }
}
