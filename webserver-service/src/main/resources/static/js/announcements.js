// Says what has happened: as toasts, banners, sound and the browser's own notifications.

import { title } from './conditions/conditions.js';
import { grouped } from './decimal.js';
import { said, wayOf } from './firing.js';
import { plural } from './words.js';

const MOST_AT_ONCE = 3;

export class Announcements {
  #parts;

  /**
   * @param {{session: import('./session.js').Session, alerts: import('./alerts.js').Alerts,
   *     notifications: import('./notifications.js').Notifications,
   *     attention: import('./attention.js').Attention,
   *     symbols: import('./symbols.js').Symbols, status: import('./status.js').Status,
   *     toasts: import('./toasts.js').Toasts, sound: import('./sound.js').Sound,
   *     system: import('./system-notifications.js').SystemNotifications}} parts
   */
  constructor(parts) {
    this.#parts = parts;
    const { session } = parts;
    session.addEventListener('notified', ({ detail }) => this.#notified(detail));
    session.addEventListener('away', ({ detail }) => this.#away(detail));
    session.addEventListener('restored', ({ detail }) => this.#restored(detail));
    session.addEventListener('ignored', ({ detail }) => this.#ignored(detail));
  }

  /** An alert was set by this person. */
  set({ created, subscription }) {
    this.#parts.toasts.show({
      key: `set-${subscription.id}`,
      kind: created ? 'good' : 'news',
      title: created ? 'Alert set' : 'You already have this alert',
      text: `${this.#parts.symbols.name(subscription.symbol)} ${title(subscription)}`,
    });
  }

  #notified(notifications) {
    const { alerts, system, sound } = this.#parts;
    // What was just removed only goes into the feed.
    const shown = notifications.filter(({ subscription_id }) => !alerts.isRemoved(subscription_id));
    if (shown.length === 0) {
      return;
    }
    const alike = [...byAlert(shown).values()];
    alike.slice(-MOST_AT_ONCE).forEach((one) => this.#announce(one));
    if (alike.length > MOST_AT_ONCE) {
      system.tell(`${plural(alike.length - MOST_AT_ONCE, 'other alert')} fired too`, 'They are in the list of notifications.', 'others');
    }
    if (this.#isMine()) {
      sound.play(wayOf(shown.at(-1)) !== 'down');
    }
  }

  /** Every tab of an account receives everything; one sound is enough. */
  #isMine() {
    const { session, notifications } = this.#parts;
    return session.account === null || notifications.isFirst();
  }

  #announce(alike) {
    const { symbols, toasts, system } = this.#parts;
    const notification = alike.at(-1);
    const name = notification.name ? `${notification.name}: ` : '';
    const heading = `${symbols.name(notification.symbol)} ${said(notification)}`;
    const text = `${name}now ${grouped(notification.price)}`;
    toasts.show({ key: notification.subscription_id, kind: wayOf(notification) ?? 'fired', title: heading, text, times: alike.length });
    system.tell(heading, text, notification.subscription_id);
  }

  #away({ count, recovered }) {
    const { status, attention, sound } = this.#parts;
    const title = count ? `${plural(count, 'notification')} while you were away.` : 'You were away.';
    const lost = recovered ? '' : ' Some of what happened is no longer stored on the server.';
    if (!attention.isInSight || lost) {
      status.notice('away', title, lost, { text: 'Show', act: () => attention.show() });
    }
    if (count && this.#isMine()) {
      sound.play(true);
    }
  }

  #restored({ set, refused }) {
    const { session, status, symbols } = this.#parts;
    const not = refused.length ? ` ${plural(refused.length, 'other')} could not be set: ${refused.map(({ symbol }) => symbols.name(symbol)).join(', ')}.` : '';
    status.notice(
      'restored',
      session.account ? 'Your alerts belong to your account now.' : 'You were away for longer than the server keeps alerts.',
      ` ${plural(set, 'alert')} ${set === 1 ? 'was' : 'were'} set again just now; prices in between were not watched.${not}`,
    );
  }

  #ignored(names) {
    this.#parts.toasts.show({
      key: 'ignored', kind: 'bad', title: 'Some settings were ignored',
      text: `This server does not support ${names.join(', ')}; the alert was created without it.`,
    });
  }
}

/** The notifications of each alert, the one that fired last at the end. */
function byAlert(notifications) {
  const alike = new Map();
  for (const notification of notifications) {
    const before = alike.get(notification.subscription_id) ?? [];
    alike.delete(notification.subscription_id);
    alike.set(notification.subscription_id, [...before, notification]);
  }
  return alike;
}
