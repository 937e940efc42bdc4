// What the page knows of an alert's symbol: what levels and distances are worked out from.

import { units } from './decimal.js';

export class Sight {
  #prices;
  #trails;

  /**
   * @param {{prices: import('./prices.js').Prices, trails: import('./trails.js').Trails}} parts
   */
  constructor({ prices, trails }) {
    this.#prices = prices;
    this.#trails = trails;
  }

  /** Of a live alert; see conditions.js. */
  of(alert) {
    return { ...this.#now(alert.symbol), trail: this.#trails.of(alert), baseline: alert.baseline ? units(alert.baseline) : null, draft: false };
  }

  /** Of one that is only typed. */
  draft(symbol) {
    return { ...this.#now(symbol), trail: null, baseline: null, draft: true };
  }

  #now(symbol) {
    const last = this.#prices.last(symbol);
    return { price: last ? last.units : null, decimals: last?.decimals ?? 0 };
  }
}
