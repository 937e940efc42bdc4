// The list of alerts: which rows there are, in which order, and what their buttons do.

import { AlertEdit } from './alert-edit.js';
import { AlertRow } from './alert-row.js';
import { AlertSelection } from './alert-selection.js';
import { termsOf } from './alerts.js';
import { write } from './element.js';

const UNDO_MS = 8000;

export class AlertList {
  #parts;
  #rows = new Map();
  #timers = new Map();
  #selection;

  /**
   * @param {{list: HTMLElement, empty: HTMLElement, count: HTMLElement, title: HTMLElement,
   *     selection: Object,
   *     alerts: import('./alerts.js').Alerts, prices: import('./prices.js').Prices,
   *     symbols: import('./symbols.js').Symbols, blindness: import('./blindness.js').Blindness,
   *     session: import('./session.js').Session, destinations: import('./destinations.js').Destinations,
   *     sight: import('./sight.js').Sight,
   *     onLook: (symbol: string) => void, onRefused: (refusal: Object) => void}} parts
   */
  constructor(parts) {
    this.#parts = parts;
    this.#selection = new AlertSelection({
      ...parts.selection,
      list: parts.list,
      shown: () => [...this.#rows.keys()].filter((id) => !parts.alerts.isRemoved(id)),
      onPause: (ids) => this.#enable(ids, false),
      onEnable: (ids) => this.#enable(ids, true),
      onRemove: (ids) => this.#removeAll(ids),
    });
    this.#selection.addEventListener('change', () => this.show());
    parts.alerts.addEventListener('change', () => this.show());
    parts.blindness.addEventListener('change', () => this.show());
    parts.prices.addEventListener('price', ({ detail }) => this.#priced(detail));
    this.show();
  }

  /** Renders the alerts, newest first, finished ones last. */
  show() {
    const { alerts, prices, blindness, list } = this.#parts;
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
      row.update(alert, prices, { removed: alerts.isRemoved(alert.id), blindSince: blindness.since(alert.symbol) });
      row.select.checked = this.#selection.has(alert.id);
      if (list.children[place] !== row.node) {
        list.insertBefore(row.node, list.children[place] ?? null);
      }
    });
    this.#selection.refresh();
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
        sight: this.#parts.sight,
        onLook: this.#parts.onLook,
        onRemove: (one) => this.#remove(one),
        onUndo: (one) => this.#undo(one),
        onAgain: (one) => this.#again(one),
        onEdit: (one) => this.#edit(one),
        onPause: (one) => this.#enable([one.id], one.status === 'paused'),
        onSelect: (one, selected) => this.#selection.set(one.id, selected),
      });
      this.#rows.set(alert.id, row);
    }
    return row;
  }

  #summarise(visible) {
    const paused = visible.filter((alert) => alert.status === 'paused').length;
    const over = visible.filter((alert) => alert.status === 'finished').length;
    const watching = visible.length - paused - over;
    this.#parts.empty.hidden = this.#rows.size > 0;
    write(this.#parts.count, [watching && `${watching} watching`, paused && `${paused} paused`, over && `${over} done`].filter(Boolean).join(', '));
  }

  #priced(symbol) {
    for (const row of this.#rows.values()) {
      if (row.alert.symbol === symbol) {
        row.updatePrice(this.#parts.prices);
      }
    }
  }

  #edit(alert) {
    const row = this.#rows.get(alert.id);
    const close = () => {
      row.open(null);
      // The alert may have finished meanwhile.
      (row.edit.hidden ? row.again : row.edit).focus();
    };
    if (row.isOpen) {
      close();
      return;
    }
    const onSave = async (changes) => {
      if (Object.keys(changes).length) {
        await this.#parts.session.update(alert.id, changes);
      }
      close();
    };
    const form = new AlertEdit(row.alert, { destinations: this.#parts.destinations.all(), onSave, onClose: close });
    row.open(form.node);
    form.focus();
  }

  async #enable(ids, enabled) {
    const { session, alerts, onRefused } = this.#parts;
    const open = ids.filter((id) => alerts.get(id).status !== 'finished');
    try {
      await session.enableAll(open, enabled);
    } catch (refusal) {
      onRefused(refusal);
    }
  }

  #removeAll(ids) {
    ids.forEach((id) => this.#hide(this.#parts.alerts.get(id)));
    this.#rows.get(ids[0])?.undo.focus();
  }

  #remove(alert) {
    this.#hide(alert);
    this.#rows.get(alert.id).undo.focus();
  }

  #hide(alert) {
    this.#timers.set(alert.id, setTimeout(() => this.#finish(alert), UNDO_MS));
    this.#parts.session.hide(alert.id);
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

  async #again(alert) {
    const { session } = this.#parts;
    try {
      await session.subscribe(termsOf({ ...alert, expires_at: null }));
      session.hide(alert.id);
      await session.remove(alert.id);
    } catch (refusal) {
      this.#parts.onRefused(refusal);
    }
  }
}
