// Toasts. Similar ones are merged and counted.

import { element, icon, write } from './element.js';

const SHOWN_MS = { good: 3500, news: 5000 };
const LONGER_MS = 7000;
const MOST = 3;
/** Kinds of toasts that say that an alert fired, up, down, or neither. */
const FIRED = ['up', 'down', 'fired'];

export class Toasts {
  #place;
  #open = new Map();

  /** @param {HTMLElement} place a live region */
  constructor(place) {
    this.#place = place;
  }

  /**
   * @param {{key: string, kind: 'up' | 'down' | 'fired' | 'good' | 'news' | 'bad', title: string, text?: string, times?: number}} toast
   *     one with the key of another takes its place
   */
  show({ key, kind, title, text = '', times = 1 }) {
    const open = this.#open.get(key) ?? this.#made(key, kind);
    open.count += times;
    open.node.dataset.kind = kind;
    write(open.title, open.count > 1 && FIRED.includes(kind) ? `${title} (${open.count} times)` : title);
    write(open.text, text);
    clearTimeout(open.timer);
    open.timer = setTimeout(() => this.#close(key), SHOWN_MS[kind] ?? LONGER_MS);
    while (this.#open.size > MOST) {
      this.#close(this.#open.keys().next().value);
    }
  }

  #made(key, kind) {
    const title = element('strong');
    const text = element('span');
    const close = element('button', { type: 'button', class: 'tool', click: () => this.#close(key) }, icon('remove'), element('span', { class: 'said' }, 'Close'));
    const sign = element('span', { class: 'direction', 'data-way': kind }, icon({ up: 'above', down: 'below' }[kind] ?? 'bell'));
    const open = { node: element('div', { class: 'toast' }, sign, element('div', { class: 'row-main' }, title, text), close), title, text, count: 0 };
    this.#open.set(key, open);
    this.#place.append(open.node);
    return open;
  }

  #close(key) {
    const open = this.#open.get(key);
    if (open) {
      clearTimeout(open.timer);
      open.node.remove();
      this.#open.delete(key);
    }
  }
}
