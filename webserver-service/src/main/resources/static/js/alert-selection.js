// Several alerts chosen at once, to pause, enable or remove them together.

import { write } from './element.js';
import { plural } from './words.js';

/** Fires "change" when other alerts are chosen. */
export class AlertSelection extends EventTarget {
  #parts;
  #chosen = new Set();

  /**
   * @param {{begin: HTMLButtonElement, bar: HTMLElement, count: HTMLElement, all: HTMLButtonElement,
   *     pause: HTMLButtonElement, enable: HTMLButtonElement, remove: HTMLButtonElement,
   *     end: HTMLButtonElement, list: HTMLElement, shown: () => string[],
   *     onPause: (ids: string[]) => void, onEnable: (ids: string[]) => void,
   *     onRemove: (ids: string[]) => void}} parts shown gives the ids that can be chosen
   */
  constructor(parts) {
    super();
    this.#parts = parts;
    parts.begin.addEventListener('click', () => this.#open(true));
    parts.end.addEventListener('click', () => this.#open(false));
    parts.all.addEventListener('click', () => this.#choose(this.#chosen.size < parts.shown().length ? parts.shown() : []));
    parts.pause.addEventListener('click', () => parts.onPause([...this.#chosen]));
    parts.enable.addEventListener('click', () => parts.onEnable([...this.#chosen]));
    parts.remove.addEventListener('click', () => {
      const chosen = [...this.#chosen];
      this.#open(false);
      parts.onRemove(chosen);
    });
    this.#show();
  }

  has(id) {
    return this.#chosen.has(id);
  }

  set(id, chosen) {
    chosen ? this.#chosen.add(id) : this.#chosen.delete(id);
    this.#show();
  }

  /** There are other alerts now: what is gone is no longer chosen. */
  refresh() {
    const shown = new Set(this.#parts.shown());
    this.#chosen = new Set([...this.#chosen].filter((id) => shown.has(id)));
    this.#show();
  }

  #choose(ids) {
    this.#chosen = new Set(ids);
    this.#show();
    this.dispatchEvent(new Event('change'));
  }

  #open(open) {
    const { list, bar, begin, all } = this.#parts;
    list.classList.toggle('selecting', open);
    bar.hidden = !open;
    begin.hidden = open;
    this.#choose([]);
    (open ? all : begin).focus();
  }

  #show() {
    const { count, all, pause, enable, remove, begin, bar, shown } = this.#parts;
    const most = shown().length;
    write(count, `${plural(this.#chosen.size, 'alert')} selected`);
    write(all, most && this.#chosen.size === most ? 'None' : 'All');
    [pause, enable, remove].forEach((button) => {
      button.disabled = this.#chosen.size === 0;
    });
    begin.hidden = !bar.hidden || most === 0;
  }
}
