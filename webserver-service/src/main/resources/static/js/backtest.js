// What the typed alert would have notified lately.

import { call } from './api.js';
import { byId, write } from './element.js';
import { duration, plural, reason, time } from './words.js';

const HOUR_S = 3600;
const HOURS = 12;
const FEW_TRADES = 3000;
/** For clocks that are ahead of the server's. */
const MARGIN_S = 10;

export class Backtest {
  #part = byId('backtest');
  #button = byId('backtest-run');
  #answer = byId('backtest-answer');
  #session;
  #terms = null;

  /** @param {import('./session.js').Session} session */
  constructor(session) {
    this.#session = session;
    this.#button.addEventListener('click', () => this.#run());
  }

  /** @param {Object | null} terms complete ones, or null */
  use(terms) {
    this.#terms = terms;
    this.#part.hidden = terms === null || this.#session.account === null;
    write(this.#answer, '');
  }

  async #run() {
    const terms = this.#terms;
    this.#button.disabled = true;
    write(this.#answer, 'Reading past trades …');
    const text = await tried(terms).catch(refused);
    this.#button.disabled = false;
    if (terms === this.#terms) {
      write(this.#answer, text);
    }
  }
}

/** The last hour, or more of a quiet symbol. */
async function tried({ name, note, ...terms }) {
  const hour = await over(terms, HOUR_S);
  const isQuiet = !hour.truncated && hour.trades < FEW_TRADES;
  return isQuiet ? told(await over(terms, HOURS * HOUR_S), HOURS * HOUR_S) : told(hour, HOUR_S);
}

function over(terms, seconds) {
  const end = Date.now() - MARGIN_S * 1000;
  return call('POST', '/backtest', { ...terms, start: new Date(end - seconds * 1000).toISOString(), end: new Date(end).toISOString() });
}

function told({ notifications, trades, missing_trades, start, end, truncated }, seconds) {
  const when = truncated ? `From ${clock(start)} to ${clock(end)}` : `In the last ${duration(seconds)}`;
  if (trades === 0) {
    return `${when} there were no trades.`;
  }
  const times = plural(notifications.length, 'time');
  return [
    notifications.length ? `${when} this would have notified you ${times}, last at ${clock(notifications.at(-1).trade_time)}.` : `${when} this would not have notified you.`,
    truncated && 'No more trades can be read at once.',
    missing_trades && `${plural(missing_trades, 'trade')} of that time could not be fetched.`,
  ].filter(Boolean).join(' ');
}

function clock(text) {
  return time(new Date(text));
}

function refused(refusal) {
  return refusal.code === 'unavailable' ? 'Past trades cannot be read right now. Try again in a minute.' : reason(refusal);
}
