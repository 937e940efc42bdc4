// The list of alerts: which rows there are, in which order, and removing with its undo.

import { AlertRow } from './alert-row.js';
import { write } from './element.js';

const UNDO_MS = 8000;
export class AlertList {
  #parts;
  #rows = new Map();
  #timers = new Map();

  /**
   * @param {{list: HTMLElement, empty: HTMLElement, count: HTMLElement, title: HTMLElement,
   *     alerts: import('./alerts.js').Alerts, prices: import('./prices.js').Prices,
   *     symbols: import('./symbols.js').Symbols, session: import('./session.js').Session,
   *     onLook: (symbol: string) => void, onRefused: (refusal: Object) => void}} parts
   */
  constructor(parts) {
    this.#parts = parts;
    parts.alerts.addEventListener('change', () => this.show());
    parts.prices.addEventListener('price', ({ detail }) => this.#priced(detail));
    this.show();
  }

  /** Renders the alerts, newest first, finished ones last. */
  show() {
    const { alerts, prices, list } = this.#parts;
    const all = alerts.all().reverse();
    // A removal whose undo period has passed is only not sent yet.
    const seen = all.filter((alert) => !alerts.isRemoved(alert.id) || this.#timers.has(alert.id));
    const ordered = [...seen.filter((one) => one.status !== 'finished'), ...seen.filter((one) => one.status === 'finished')];
    const ids = new Set(ordered.map((alert) => alert.id));
    for (const [id, row] of this.#rows) {
      if (!ids.has(id)) {
        row.node.remove();
        this.#rows.delete(id);
      }
    }
    ordered.forEach((alert, place) => {
      const row = this.#row(alert);
      row.update(alert, prices, alerts.isRemoved(alert.id));
      if (list.children[place] !== row.node) {
        list.insertBefore(row.node, list.children[place] ?? null);
      }
    });
    this.#summarise(ordered.filter((alert) => !alerts.isRemoved(alert.id)));
  }

  /** Highlights an existing alert. */
  point(id) {
    const node = this.#rows.get(id)?.node;
    node?.classList.remove('pointed');
    requestAnimationFrame(() => node?.classList.add('pointed'));
  }

  #row(alert) {
    let row = this.#rows.get(alert.id);
    if (!row) {
      row = new AlertRow(alert, {
        symbols: this.#parts.symbols,
        onLook: this.#parts.onLook,
        onRemove: (one) => this.#remove(one),
        onUndo: (one) => this.#undo(one),
        onAgain: (one) => this.#again(one),
      });
      this.#rows.set(alert.id, row);
    }
    return row;
  }

  #summarise(visible) {
    const watching = visible.filter((alert) => alert.status !== 'finished').length;
    const over = visible.length - watching;
    this.#parts.empty.hidden = this.#rows.size > 0;
    write(this.#parts.count, visible.length ? `${watching} watching${over ? `, ${over} done` : ''}` : '');
  }

  #priced(symbol) {
    for (const row of this.#rows.values()) {
      if (row.alert.symbol === symbol) {
        row.updatePrice(this.#parts.prices);
      }
    }
  }

  #remove(alert) {
    this.#timers.set(alert.id, setTimeout(() => this.#finish(alert), UNDO_MS));
    this.#parts.session.hide(alert.id);
    this.#rows.get(alert.id).undo.focus();
  }

  #finish(alert) {
    const hadFocus = this.#rows.get(alert.id)?.node.contains(document.activeElement);
    this.#timers.delete(alert.id);
    this.show();
    if (hadFocus) {
      this.#parts.title.focus();
    }
    this.#parts.session.remove(alert.id);
  }

  #undo(alert) {
    clearTimeout(this.#timers.get(alert.id));
    this.#timers.delete(alert.id);
    this.#parts.alerts.restore(alert.id);
    this.#rows.get(alert.id)?.remove.focus();
  }

  async #again({ id, symbol, threshold, condition, repeat, cooldown_seconds }) {
    const { session } = this.#parts;
    try {
      await session.subscribe({ symbol, threshold, condition, repeat, cooldown_seconds });
      session.hide(id);
      await session.remove(id);
    } catch (refusal) {
      this.#parts.onRefused(refusal);
    }
  }
}
