// The symbols whose trades the server does not receive, so that their alerts cannot fire.

import { element } from './element.js';
import { OncePerFrame } from './once-per-frame.js';
import { plural, time } from './words.js';

const MOST_NAMES = 3;

/** Fires "change" when other symbols are out of sight. */
export class Blindness extends EventTarget {
  #since = new Map();
  #shown = '';
  #back = [];
  #frame = new OncePerFrame(() => this.#reportBack());
  #alerts;
  #status;
  #toasts;
  #symbols;

  /**
   * @param {{session: import('./session.js').Session, alerts: import('./alerts.js').Alerts,
   *     status: import('./status.js').Status, toasts: import('./toasts.js').Toasts,
   *     symbols: import('./symbols.js').Symbols}} parts
   */
  constructor({ session, alerts, status, toasts, symbols }) {
    super();
    this.#alerts = alerts;
    this.#status = status;
    this.#toasts = toasts;
    this.#symbols = symbols;
    session.addEventListener('feed', ({ detail }) => this.#heard(detail));
    // A new socket receives again what is still out of sight.
    session.addEventListener('owner', () => this.#since.size && this.#forgetAll());
    alerts.addEventListener('change', () => this.#show());
  }

  /** @returns {Date | null} since when a symbol is out of sight; null if it is not */
  since(symbol) {
    return this.#since.get(symbol) ?? null;
  }

  #heard(feed) {
    if (feed.state === 'stale') {
      this.#since.set(feed.symbol, new Date(feed.since));
    } else if (this.#since.delete(feed.symbol)) {
      this.#back.push(feed);
      this.#frame.soon();
    }
    this.#changed();
  }

  #forgetAll() {
    this.#since.clear();
    this.#changed();
  }

  #changed() {
    this.#show();
    this.dispatchEvent(new Event('change'));
  }

  /** One line for all; it is only replaced when it says something else, as it is announced then. */
  #show() {
    const blind = [...this.#since.keys()].filter((symbol) => this.#alerts.of(symbol).some(({ status }) => status !== 'paused'));
    const names = this.#listed(blind);
    const times = new Set(blind.map((symbol) => this.#since.get(symbol).getTime()));
    const since = times.size === 1 ? ` since ${time(new Date([...times][0]))}` : '';
    const shown = blind.length ? names + since : '';
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    this.#status.banner('blind', shown && [
      element(
        'p',
        {},
        element('strong', {}, `Alerts for ${names} receive no trades.`),
        ` The server has received no trades${since}. Once it does, it checks the missed ones in the exchange’s history.`,
      ),
    ]);
  }

  #listed(symbols) {
    const names = symbols.slice(0, MOST_NAMES).map((symbol) => this.#symbols.name(symbol));
    const others = symbols.length - names.length;
    const all = others ? [...names, plural(others, 'other')] : names;
    return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : all.join();
  }

  #reportBack() {
    const back = this.#back.splice(0);
    const missing = total(back, 'missing_trades');
    const title = `Alerts for ${this.#listed(back.map(({ symbol }) => symbol))} receive trades again`;
    if (missing) {
      this.#status.notice('missed', `${title}.`, ` ${plural(missing, 'missed trade')} could not be found, so alerts may not have fired.${checked(back)}`);
    } else {
      this.#toasts.show({ key: 'sight', kind: 'good', title, text: checked(back).trim() });
    }
  }
}

function total(feeds, name) {
  return feeds.reduce((sum, feed) => sum + (feed[name] ?? 0), 0);
}

function checked(feeds) {
  const found = total(feeds, 'found_trades');
  return found ? ` ${plural(found, 'missed trade')} ${found === 1 ? 'was' : 'were'} found and checked.` : '';
}
