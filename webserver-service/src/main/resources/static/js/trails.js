// The lowest and highest price that each live percentage alert is measured from, as far as this page
// has seen the prices since the alert began or fired last. The server knows the whole of it.

import { kindOf } from './conditions/conditions.js';
import { units } from './decimal.js';
import { Extreme } from './extreme.js';

/** These are not measured, or not yet. */
const IDLE = ['pending', 'paused', 'finished'];

export class Trails {
  #alerts;
  #prices;
  #opened = Date.now();
  #byId = new Map();

  /**
   * @param {{alerts: import('./alerts.js').Alerts, prices: import('./prices.js').Prices}} parts
   *     whoever shows trails is to listen to them after this
   */
  constructor({ alerts, prices }) {
    this.#alerts = alerts;
    this.#prices = prices;
    alerts.addEventListener('change', () => this.#follow());
    prices.addEventListener('price', ({ detail }) => this.#priced(detail));
    prices.addEventListener('interrupted', () => this.#byId.forEach((trail) => trail.interrupt()));
    this.#follow();
  }

  /** @returns {{low: bigint, high: bigint, isWhole: boolean} | null} null while nothing is known */
  of({ id }) {
    return this.#byId.get(id)?.seen() ?? null;
  }

  #follow() {
    const followed = this.#alerts.all().filter(({ condition, status }) => kindOf(condition).required.includes('percent') && !IDLE.includes(status));
    const before = this.#byId;
    this.#byId = new Map(followed.map((alert) => [alert.id, this.#continued(alert, before.get(alert.id))]));
  }

  #continued(alert, trail) {
    const anchor = alert.anchor?.seen >= this.#opened ? alert.anchor : null;
    if (trail && (anchor === null || trail.anchor?.seen === anchor.seen)) {
      return trail;
    }
    return new Trail(alert, anchor);
  }

  #priced(symbol) {
    this.#follow();
    this.#byId.forEach((trail) => trail.symbol === symbol && trail.move(this.#prices.last(symbol)));
  }
}

class Trail {
  symbol;
  anchor;
  #from;
  #windowMs;
  #isWhole;
  #since = null;
  #last;
  #low;
  #high;

  /** @param {{price: string | null, seen: number} | null} anchor null if this page was not there */
  constructor({ symbol, from, within_seconds, notification_count }, anchor) {
    this.symbol = symbol;
    this.anchor = anchor;
    this.#isWhole = anchor !== null;
    this.#windowMs = within_seconds ? within_seconds * 1000 : null;
    this.#from = from && notification_count === 0 ? units(from) : null;
    this.#last = anchor?.price ? units(anchor.price) : null;
    this.#low = new Extreme(this.#windowMs, (one, other) => one < other);
    this.#high = new Extreme(this.#windowMs, (one, other) => one > other);
    if (this.#last !== null && this.#from === null) {
      this.#add(0, this.#last, this.#last);
    }
  }

  /** Prices may be missed from now on. */
  interrupt() {
    this.#isWhole = false;
    this.#since = null;
  }

  /** What was highest and lowest since the price before may lie before the anchor for the first one. */
  move({ at, units: price, high, low }) {
    const isFirst = this.#since === null;
    this.#since ??= at;
    if (this.#from !== null) {
      this.#approach(price);
    }
    if (this.#from === null) {
      this.#add(at, isFirst ? price : low, isFirst ? price : high);
    }
    this.#last = price;
  }

  #approach(price) {
    const before = this.#last ?? price;
    if ((before <= this.#from && this.#from <= price) || (price <= this.#from && this.#from <= before)) {
      this.#from = null;
    }
  }

  #add(at, low, high) {
    this.#low.add(at, low);
    this.#high.add(at, high);
  }

  seen() {
    if (this.#low.value === null) {
      return null;
    }
    const isWhole = this.#isWhole || (this.#windowMs !== null && this.#since !== null && this.#low.at - this.#since >= this.#windowMs);
    return { low: this.#low.value, high: this.#high.value, isWhole };
  }
}
