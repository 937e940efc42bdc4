// The last price of each symbol, and what was seen of it before, for the chart.

import { decimalsOf, grouped, units } from './decimal.js';

const POINTS = 1800;
const KEPT_SYMBOLS = 8;

/** Fires "price", with the symbol as its detail. */
export class Prices extends EventTarget {
  #bySymbol = new Map();

  /** @param {import('./memory.js').Memory} memory of this tab: prices are of no use to a later visit */
  constructor(memory) {
    super();
    for (const [symbol, points] of memory.get('prices', [])) {
      this.#entry(symbol).points = points;
    }
    addEventListener('pagehide', () => {
      const latest = [...this.#bySymbol].sort(([, a], [, b]) => b.at - a.at).slice(0, KEPT_SYMBOLS);
      memory.set('prices', latest.map(([symbol, { points }]) => [symbol, points]));
    });
  }

  #entry(symbol) {
    let entry = this.#bySymbol.get(symbol);
    if (!entry) {
      entry = { text: null, units: 0n, high: 0n, low: 0n, at: 0, decimals: 0, points: [[], []] };
      this.#bySymbol.set(symbol, entry);
    }
    return entry;
  }

  /**
   * @param {string} price a plain decimal
   * @param {number | null} at when, in ms of the exchange's clock; null if that was not said
   * @param {string} high the highest price since the one told before, itself included
   * @param {string} low the lowest
   */
  tell(symbol, price, at, high = price, low = price) {
    const entry = this.#entry(symbol);
    Object.assign(entry, { text: price, units: units(price), high: units(high), low: units(low) });
    entry.decimals = Math.max(entry.decimals, decimalsOf(price));
    if (at !== null) {
      entry.at = at;
      this.#point(entry, at / 1000, Number(price));
    }
    this.dispatchEvent(new CustomEvent('price', { detail: symbol }));
  }

  #point(entry, second, price) {
    const [seconds, prices] = entry.points;
    if (seconds.length && seconds.at(-1) >= second) {
      prices[prices.length - 1] = price;
      return;
    }
    seconds.push(second);
    prices.push(price);
    if (seconds.length > POINTS) {
      seconds.shift();
      prices.shift();
    }
  }

  /** Prices are not received now: the chart shows a gap. Fires "interrupted". */
  interrupted() {
    this.dispatchEvent(new Event('interrupted'));
    for (const entry of this.#bySymbol.values()) {
      if (entry.points[1].at(-1) !== null && entry.points[0].length) {
        this.#point(entry, entry.points[0].at(-1) + 0.001, null);
      }
    }
  }

  /** @returns {{text: string, units: bigint, high: bigint, low: bigint, at: number, decimals: number} | null} */
  last(symbol) {
    const entry = this.#bySymbol.get(symbol);
    return entry?.text ? entry : null;
  }

  /** For people, with as many decimals as the symbol's prices have. */
  shown(symbol, price) {
    return grouped(price, this.#bySymbol.get(symbol)?.decimals ?? 0);
  }

  /** @returns {[number[], (number | null)[]]} seconds, and the price at each */
  points(symbol) {
    return this.#entry(symbol).points;
  }
}
