// One alert's row. It is made once and then only written to, so that focus and reading go on while
// prices move.

import { distance, grouped, percentText, units } from './decimal.js';
import { element, icon, write } from './element.js';
import { CONDITIONS, duration, plural, time } from './words.js';

/** Within so many hundredths of a percent the meter begins to fill. */
const NEAR = 500;
const STATUS = { pending: 'Starting', active: 'Watching', finished: 'Done' };

/** What the alert is, how far the price is, how often it fired. */
export class AlertRow {
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
    write(this.again.lastChild, `Created again: ${name}`);
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
