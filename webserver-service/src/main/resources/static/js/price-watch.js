// Asks for the prices of the symbol that is looked at and of those that have alerts.

const MOST_SYMBOLS = 50;
/** These have no price to come. */
const WITHOUT_PRICE = ['finished', 'halted'];

/** Fires "refused" ({symbol, refusal}) when the price of the symbol looked at cannot be had. */
export class PriceWatch extends EventTarget {
  #connection;
  #alerts;
  #symbol = null;
  #asked = null;

  /**
   * @param {import('./connection.js').Connection} connection
   * @param {import('./alerts.js').Alerts} alerts
   */
  constructor(connection, alerts) {
    super();
    this.#connection = connection;
    this.#alerts = alerts;
    alerts.addEventListener('change', () => this.#asked !== null && this.#ask());
  }

  /** The symbol that is looked at. */
  look(symbol) {
    this.#symbol = symbol;
    if (this.#asked !== null) {
      this.#ask();
    }
  }

  /** The socket is new: everything is to be asked for again. */
  async begin() {
    this.#asked = '';
    await this.#ask();
  }

  /** Until the next begin(). */
  end() {
    this.#asked = null;
  }

  async #ask() {
    const watched = this.#alerts.all().filter(({ status }) => !WITHOUT_PRICE.includes(status)).map(({ symbol }) => symbol);
    const symbols = [...new Set(this.#symbol ? [this.#symbol, ...watched] : watched)].slice(0, MOST_SYMBOLS);
    const asked = [...symbols].sort().join();
    if (asked === this.#asked) {
      return;
    }
    this.#asked = asked;
    const symbol = this.#symbol;
    try {
      await this.#connection.request({ type: 'prices', enabled: true, symbols });
    } catch (refusal) {
      this.dispatchEvent(new CustomEvent('refused', { detail: { symbol, refusal } }));
      // One symbol that is not trading refuses all: those of the alerts come without being named.
      await this.#connection.request({ type: 'prices', enabled: true }).catch(() => {});
    }
  }
}
