// Which notifications nobody has looked at yet, on any device of an account.

import { isLater } from './ids.js';

/** How long what was unread stays marked, so that an eye finds it. */
const MARKED_MS = 8000;

/** Fires "change", and "read" with the newest id when this person has looked at it. */
export class Unread extends EventTarget {
  #memory;
  #notifications;
  #seen;
  #marked;
  #timer = null;

  /**
   * @param {import('./memory.js').Memory} memory
   * @param {import('./notifications.js').Notifications} notifications
   */
  constructor(memory, notifications) {
    super();
    this.#notifications = notifications;
    this.use(memory);
    notifications.addEventListener('change', () => this.#changed());
    document.addEventListener('visibilitychange', () => document.hidden && this.#unmark());
  }

  /** From now on those of another owner. */
  use(memory) {
    this.#memory = memory;
    this.#seen = memory.get('seen', null);
    this.#marked = this.#seen;
    this.#changed();
  }

  count() {
    return this.#notifications.all().filter(({ id }) => Unread.#isAfter(id, this.#seen)).length;
  }

  /** Whether it was unread a moment ago. */
  isMarked(id) {
    return Unread.#isAfter(id, this.#marked);
  }

  static #isAfter(id, other) {
    return other === null || isLater(id, other);
  }

  /** The person looks at the notifications. */
  read() {
    const newest = this.#notifications.all()[0]?.id;
    if (newest !== undefined && Unread.#isAfter(newest, this.#seen)) {
      this.#advance(newest);
      this.#timer ??= setTimeout(() => this.#unmark(), MARKED_MS);
      this.dispatchEvent(new CustomEvent('read', { detail: newest }));
    }
  }

  /** Up to here they were seen on another device. */
  seenElsewhere(id) {
    if (Unread.#isAfter(id, this.#seen)) {
      this.#advance(id);
      this.#unmark();
    }
  }

  #advance(id) {
    this.#seen = id;
    this.#memory.set('seen', id);
    this.#changed();
  }

  #unmark() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#marked = this.#seen;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
