// The list of alerts. Rows are made once and then only written to, so that focus and reading go on
// while prices move.

import { distance, grouped, percentText, units } from './decimal.js';
import { element, icon, write } from './element.js';
import { CONDITIONS, duration, plural, time } from './words.js';

const UNDO_MS = 8000;
/** Within so many hundredths of a percent the meter begins to fill. */
const NEAR = 500;
const STATUS = { pending: 'Starting', active: 'Watching', finished: 'Done' };

/** One alert's row: what it is, how far the price is, how often it fired. */
class Row {
  #parts;
  #shown = null;

  constructor(alert, { symbols, onLook, onRemove, onUndo, onAgain }) {
    this.alert = alert;
    this.direction = element('span', { class: 'direction', 'data-condition': alert.condition }, icon(alert.condition));
    this.what = element('button', { type: 'button', class: 'what', click: () => onLook(this.alert.symbol) });
    this.terms = element('span', { class: 'terms' });
    this.price = element('span', { class: 'row-price' });
    this.distance = element('span', { class: 'distance' });
    this.meter = element('span', { class: 'meter', 'aria-hidden': 'true' }, element('span'));
    this.count = element('span', { class: 'fired' });
    this.status = element('span', { class: 'status' });
    this.again = element('button', { type: 'button', class: 'tool again', title: 'Set again', hidden: true, click: () => onAgain(this.alert) }, icon('again'), element('span', { class: 'said' }));
    this.remove = element('button', { type: 'button', class: 'tool remove', title: 'Remove', click: () => onRemove(this.alert) }, icon('remove'), element('span', { class: 'said' }));
    this.undo = element('button', { type: 'button', class: 'secondary', click: () => onUndo(this.alert) }, 'Undo');
    this.gone = element('span', { class: 'gone-text' });
    this.node = element('li', { class: 'alert' });
    this.#parts = [
      this.direction,
      element('div', { class: 'row-main' }, this.what, this.terms),
      element('div', { class: 'row-now' }, this.price, this.distance, this.meter),
      element('div', { class: 'row-past' }, this.status, this.count),
      element('div', { class: 'row-tools' }, this.again, this.remove),
    ];
    this.symbols = symbols;
  }

  update(alert, prices, removed) {
    this.alert = alert;
    const name = `${this.symbols.name(alert.symbol)} ${CONDITIONS[alert.condition]} ${grouped(alert.threshold)}`;
    this.#arrange(removed);
    this.node.dataset.status = alert.status;
    write(this.what, name);
    write(this.terms, terms(alert));
    write(this.gone, `Removed: ${name}`);
    write(this.remove.lastChild, `Remove ${name}`);
    write(this.again.lastChild, `Set again: ${name}`);
    write(this.status, STATUS[alert.status]);
    const count = alert.notification_count;
    const last = count ? `, last ${time(new Date(alert.last_notified_at))}` : '';
    write(this.count, count ? `${plural(count, 'time')}${last}` : 'not fired yet');
    this.again.hidden = alert.status !== 'finished';
    this.updatePrice(prices);
  }

  updatePrice(prices) {
    const last = prices.last(this.alert.symbol);
    write(this.price, last ? prices.shown(this.alert.symbol, last.text) : '–');
    if (!last || this.alert.status === 'finished') {
      write(this.distance, '');
      this.meter.hidden = true;
      return;
    }
    const threshold = units(this.alert.threshold);
    const away = distance(last.units, threshold);
    write(this.distance, `${percentText(away)} ${threshold < last.units ? 'to fall' : 'to rise'}`);
    this.meter.hidden = false;
    this.meter.firstChild.style.transform = `scaleX(${Math.max(0, 1 - Number(away) / NEAR).toFixed(3)})`;
  }

  #arrange(removed) {
    if (this.#shown === removed) {
      return;
    }
    this.#shown = removed;
    this.node.classList.toggle('removed', removed);
    this.node.replaceChildren(...(removed ? [this.gone, this.undo] : this.#parts));
  }
}

function terms(alert) {
  const often = alert.repeat === 'once' ? 'once' : 'every time';
  const pause = alert.cooldown_seconds ? `, ${duration(alert.cooldown_seconds)} pause` : '';
  return `${often}${pause} · set ${time(new Date(alert.created_at))}`;
}

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

  /** Brings the list to what the alerts are, newest first and those that are over last. */
  show() {
    const { alerts, prices, list } = this.#parts;
    const all = alerts.all().reverse();
    // A removal whose time for undoing is over, as of an earlier visit, is only not sent yet.
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

  /** Draws the eye to an alert that is there. */
  point(id) {
    const node = this.#rows.get(id)?.node;
    node?.classList.remove('pointed');
    requestAnimationFrame(() => node?.classList.add('pointed'));
  }

  #row(alert) {
    let row = this.#rows.get(alert.id);
    if (!row) {
      row = new Row(alert, {
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
