// One alert's row. It is made once and then only written to, so that focus and reading go on while
// prices move.

import { kindOf, title } from './conditions/conditions.js';
import { percentText } from './decimal.js';
import { element, icon, write } from './element.js';
import { frequency, plural, state, time } from './words.js';

/** Within so many hundredths of a percent the meter begins to fill. */
const NEAR = 500;

/** What the alert is, how far the price is, how often it fired. */
export class AlertRow {
  #parts;
  #shown = null;
  #form = null;

  /**
   * @param {Object} alert
   * @param {{symbols: import('./symbols.js').Symbols, sight: import('./sight.js').Sight, onLook: (symbol: string) => void,
   *     onRemove: Function, onUndo: Function, onAgain: Function, onEdit: Function, onPause: Function,
   *     onSelect: Function}} parts each is told the alert, onSelect whether it is selected, too
   */
  constructor(alert, { symbols, sight, onLook, onRemove, onUndo, onAgain, onEdit, onPause, onSelect }) {
    this.alert = alert;
    this.select = element('input', { type: 'checkbox', class: 'select', change: () => onSelect(this.alert, this.select.checked) });
    this.direction = element('span', { class: 'direction', 'data-way': kindOf(alert.condition).way }, icon(kindOf(alert.condition).icon));
    this.label = element('span', { class: 'alert-name' });
    this.what = element('button', { type: 'button', class: 'what', click: () => onLook(this.alert.symbol) });
    this.terms = element('span', { class: 'terms' });
    this.note = element('span', { class: 'note' });
    this.price = element('span', { class: 'row-price' });
    this.distance = element('span', { class: 'distance' });
    this.meter = element('span', { class: 'meter', 'aria-hidden': 'true' }, element('span'));
    this.count = element('span', { class: 'fired' });
    this.status = element('span', { class: 'status' });
    this.again = tool('again', 'Set again', () => onAgain(this.alert));
    this.pause = tool('pause', 'Pause', () => onPause(this.alert));
    this.resume = tool('resume', 'Enable', () => onPause(this.alert));
    this.edit = tool('edit', 'Edit', () => onEdit(this.alert));
    this.remove = tool('remove', 'Remove', () => onRemove(this.alert));
    this.undo = element('button', { type: 'button', class: 'secondary', click: () => onUndo(this.alert) }, 'Undo');
    this.gone = element('span', { class: 'gone-text' });
    this.node = element('li', { class: 'alert' });
    this.#parts = [
      this.select,
      this.direction,
      element('div', { class: 'row-main' }, this.label, this.what, this.terms, this.note),
      element('div', { class: 'row-now' }, this.price, this.distance, this.meter),
      element('div', { class: 'row-past' }, this.status, this.count),
      element('div', { class: 'row-tools' }, this.again, this.pause, this.resume, this.edit, this.remove),
    ];
    this.symbols = symbols;
    this.sight = sight;
  }

  /** Shows a form below the alert, or with null no more. */
  open(form) {
    this.#form?.remove();
    this.#form = form;
    if (form) {
      this.node.append(form);
    }
  }

  get isOpen() {
    return this.#form !== null;
  }

  /**
   * @param {Object} alert
   * @param {import('./prices.js').Prices} prices
   * @param {{removed: boolean, blindSince: Date | null}} view
   */
  update(alert, prices, { removed, blindSince }) {
    this.alert = alert;
    const name = `${this.symbols.name(alert.symbol)} ${title(alert)}`;
    this.#arrange(removed);
    this.node.dataset.status = alert.status;
    this.node.classList.toggle('blind', blindSince !== null);
    write(this.label, alert.name ?? '');
    write(this.what, name);
    write(this.terms, terms(alert));
    write(this.note, alert.note ?? '');
    write(this.gone, `Removed: ${name}`);
    this.select.setAttribute('aria-label', `Select ${name}`);
    write(this.remove.lastChild, `Remove ${name}`);
    write(this.again.lastChild, `Set again: ${name}`);
    write(this.edit.lastChild, `Edit ${name}`);
    write(this.pause.lastChild, `Pause ${name}`);
    write(this.resume.lastChild, `Enable ${name}`);
    write(this.status, state(alert, blindSince));
    const count = alert.notification_count;
    const last = count ? `, last ${time(new Date(alert.last_notified_at))}` : '';
    write(this.count, count ? `${plural(count, 'time')}${last}` : 'not fired yet');
    this.#offer(alert);
    this.updatePrice(prices);
  }

  #offer({ status }) {
    const over = status === 'finished';
    this.again.hidden = !over;
    this.edit.hidden = over;
    // The focus stays on the one button that both are.
    const focused = document.activeElement === this.pause || document.activeElement === this.resume;
    this.pause.hidden = over || status === 'paused';
    this.resume.hidden = over || status !== 'paused';
    if (focused) {
      (this.pause.hidden ? this.resume : this.pause).focus();
    }
  }

  updatePrice(prices) {
    const last = prices.last(this.alert.symbol);
    write(this.price, last ? prices.shown(this.alert.symbol, last.text) : '–');
    const isWatched = last && this.alert.status !== 'finished';
    const away = isWatched ? kindOf(this.alert.condition).distance(this.alert, this.sight.of(this.alert)) : null;
    write(this.distance, away ? `${percentText(away.size)} to ${away.way === 'up' ? 'rise' : 'fall'}` : '');
    this.meter.hidden = away === null;
    if (away) {
      this.meter.firstChild.style.transform = `scaleX(${Math.max(0, 1 - Number(away.size) / NEAR).toFixed(3)})`;
    }
  }

  #arrange(removed) {
    if (this.#shown === removed) {
      return;
    }
    this.#shown = removed;
    this.node.classList.toggle('removed', removed);
    this.#form = null;
    this.node.replaceChildren(...(removed ? [this.gone, this.undo] : this.#parts));
  }
}

function terms(alert) {
  const end = alert.expires_at ? ` · until ${time(new Date(alert.expires_at))}` : '';
  const details = kindOf(alert.condition).details(alert);
  return `${details && `${details} · `}${frequency(alert)} · set ${time(new Date(alert.created_at))}${end}`;
}

/** A button with a drawing; what it does to which alert is said to screen readers. */
function tool(name, title, click) {
  return element('button', { type: 'button', class: `tool tool-${name}`, title, click }, icon(name), element('span', { class: 'said' }));
}
