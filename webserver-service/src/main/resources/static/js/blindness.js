// The symbols whose trades the server cannot see, so that their alerts are blind. It is said until
// the server sees them again.

import { element } from './element.js';
import { plural, time } from './words.js';

export class Blindness {
  #since = new Map();
  #status;
  #toasts;
  #symbols;

  /**
   * @param {{session: import('./session.js').Session, prices: import('./prices.js').Prices,
   *     status: import('./status.js').Status, toasts: import('./toasts.js').Toasts,
   *     symbols: import('./symbols.js').Symbols}} parts
   */
  constructor({ session, prices, status, toasts, symbols }) {
    this.#status = status;
    this.#toasts = toasts;
    this.#symbols = symbols;
    session.addEventListener('feed', ({ detail }) => this.#heard(detail));
    // What ended while this page was not connected is only known by a later trade.
    prices.addEventListener('price', ({ detail }) => this.#traded(detail, prices.last(detail).at));
  }

  #heard(feed) {
    if (feed.state === 'stale') {
      this.#since.set(feed.symbol, new Date(feed.since));
      this.#show(feed.symbol);
    } else if (this.#since.has(feed.symbol)) {
      this.#end(feed.symbol);
      this.#toasts.show({ key: `feed-${feed.symbol}`, kind: feed.missing_trades ? 'bad' : 'good', title: `${this.#symbols.name(feed.symbol)} is watched again`, text: filled(feed) });
    }
  }

  #traded(symbol, at) {
    if (this.#since.get(symbol)?.getTime() < at) {
      this.#end(symbol);
    }
  }

  #show(symbol) {
    const since = this.#since.get(symbol);
    this.#status.banner(`blind-${symbol}`, [
      element(
        'p',
        {},
        element('strong', {}, `${this.#symbols.name(symbol)}: alerts are blind.`),
        ' The server has received no trades since ',
        element('time', { datetime: since.toISOString() }, time(since)),
        '. Once it receives them again, it checks those that it missed in the exchange’s history.',
      ),
    ], 'blind');
  }

  #end(symbol) {
    this.#since.delete(symbol);
    this.#status.banner(`blind-${symbol}`, null);
  }
}

function filled({ found_trades: found = 0, missing_trades: missing = 0 }) {
  const read = found ? `${plural(found, 'trade')} of the meantime ${found === 1 ? 'was' : 'were'} found and checked.` : '';
  const lost = missing ? `${plural(missing, 'trade')} could not be had and ${missing === 1 ? 'was' : 'were'} not checked.` : '';
  return [read, lost].filter(Boolean).join(' ');
}
