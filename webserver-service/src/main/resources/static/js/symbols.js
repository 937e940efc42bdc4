// What can be watched, as the server lists it.

export class Symbols {
  #memory;
  #known;

  /** @param {import('./memory.js').Memory} memory */
  constructor(memory) {
    this.#memory = memory;
    this.#known = new Map(memory.get('symbols', []));
  }

  /**
   * The best matches first.
   * @returns {Promise<{symbol: string, base: string, quote: string}[]>} rejected when the server
   *     cannot be asked, or when the signal ends it
   */
  async search(query, signal) {
    const answer = await fetch(`/api/symbols?query=${encodeURIComponent(query)}`, { signal });
    if (!answer.ok) {
      throw new Error(`the symbol list returned status ${answer.status}`);
    }
    return (await answer.json()).symbols;
  }

  /** Keeps the two names of a symbol. */
  learn({ symbol, base, quote }) {
    this.#known.set(symbol, [base, quote]);
    this.#memory.set('symbols', [...this.#known].slice(-100));
  }

  /** Asks for the names of those that are not known yet. */
  async learnAll(symbols) {
    for (const symbol of symbols.filter((one) => !this.#known.has(one))) {
      const [best] = await this.search(symbol);
      if (best?.symbol === symbol) {
        this.learn(best);
      }
    }
  }

  /** "BTC/USDT". */
  name(symbol) {
    return this.#known.get(symbol)?.join('/') ?? symbol.toUpperCase();
  }

  base(symbol) {
    return this.#known.get(symbol)?.[0] ?? symbol.toUpperCase();
  }

  quote(symbol) {
    return this.#known.get(symbol)?.[1] ?? '';
  }
}
