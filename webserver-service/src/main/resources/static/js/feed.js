// What has happened, newest first.

import { kindOf } from './conditions/conditions.js';
import { grouped } from './decimal.js';
import { element, icon, write } from './element.js';
import { details, said, wayOf } from './firing.js';
import { plural, time } from './words.js';

const SHOWN = 100;
const LATE = { backfill: 'read from history', gap: 'seen after a gap' };

export class Feed {
  #parts;
  #rows = new Map();

  /**
   * @param {{list: HTMLElement, empty: HTMLElement, clear: HTMLElement,
   *     notifications: import('./notifications.js').Notifications,
   *     unread: import('./unread.js').Unread, line: HTMLElement,
   *     symbols: import('./symbols.js').Symbols}} parts line says how many are new
   */
  constructor(parts) {
    this.#parts = parts;
    parts.notifications.addEventListener('change', () => this.show());
    parts.unread.addEventListener('change', () => this.#mark());
    parts.clear.addEventListener('click', () => parts.notifications.clear());
    this.show();
  }

  show() {
    const { list, empty, clear, notifications } = this.#parts;
    const newest = notifications.all().slice(0, SHOWN);
    const ids = new Set(newest.map(({ id }) => id));
    for (const [id, node] of this.#rows) {
      if (!ids.has(id)) {
        node.remove();
        this.#rows.delete(id);
      }
    }
    newest.forEach((notification, place) => {
      const node = this.#row(notification);
      if (list.children[place] !== node) {
        list.insertBefore(node, list.children[place] ?? null);
      }
    });
    empty.hidden = newest.length > 0;
    clear.hidden = newest.length === 0;
    this.#mark();
  }

  #mark() {
    const { unread, line } = this.#parts;
    let marked = 0;
    for (const [id, node] of this.#rows) {
      const isNew = unread.isMarked(id);
      marked += isNew;
      node.classList.toggle('unread', isNew);
    }
    const count = Math.max(marked, unread.count());
    line.hidden = count === 0;
    write(line, count ? `${plural(count, 'new notification')} since you last looked` : '');
  }

  /** Writes the names of symbols again, once they are known. */
  rename() {
    for (const notification of this.#parts.notifications.all()) {
      const node = this.#rows.get(notification.id);
      if (node) {
        write(node.querySelector('.feed-what'), this.#what(notification));
      }
    }
  }

  #what(notification) {
    return `${this.#parts.symbols.name(notification.symbol)} ${said(notification)}`;
  }

  #row(notification) {
    let node = this.#rows.get(notification.id);
    if (!node) {
      node = this.#made(notification);
      this.#rows.set(notification.id, node);
    }
    return node;
  }

  #made(notification) {
    const at = new Date(notification.trade_time);
    const way = wayOf(notification);
    const late = LATE[notification.source];
    return element(
      'li',
      { class: 'told' },
      element('span', { class: 'direction', 'data-way': way }, icon({ up: 'above', down: 'below' }[way] ?? kindOf(notification.condition).icon)),
      element(
        'div',
        { class: 'row-main' },
        notification.name ? element('span', { class: 'alert-name' }, notification.name) : null,
        element('span', { class: 'feed-what' }, this.#what(notification)),
        element(
          'span',
          { class: 'terms' },
          `${[`at ${grouped(notification.price)}`, ...details(notification)].join(' · ')} · `,
          element('time', { datetime: notification.trade_time, title: at.toLocaleString() }, time(at)),
          late ? ` · ${late}` : null,
        ),
        notification.note ? element('span', { class: 'note' }, notification.note) : null,
      ),
    );
  }
}
