// The symbol field: a combobox that asks the server while one types.
// Follows https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ (list autocomplete, manual selection).

import { element } from './element.js';

const PAUSE_MS = 80;
const SHOWN = 12;

export class SymbolPicker {
  #input;
  #list;
  #problem;
  #symbols;
  #suggested;
  #onPick;
  #found = [];
  #active = -1;
  #asking = null;
  /** What the list shows the matches of. */
  #searched = null;
  #timer;
  #picked = null;

  /**
   * @param {{input: HTMLInputElement, list: HTMLElement, problem: HTMLElement}} parts
   * @param {import('./symbols.js').Symbols} symbols
   * @param {() => string} suggested what to search for while nothing is typed
   * @param {(listing: {symbol: string, base: string, quote: string}, byPerson: boolean) => void} onPick
   */
  constructor({ input, list, problem }, symbols, suggested, onPick) {
    this.#input = input;
    this.#list = list;
    this.#problem = problem;
    this.#symbols = symbols;
    this.#suggested = suggested;
    this.#onPick = onPick;
    input.addEventListener('input', () => this.#searchSoon());
    input.addEventListener('keydown', (event) => this.#pressed(event));
    input.addEventListener('focus', () => input.select());
    input.addEventListener('click', () => this.#isOpen() || this.#suggest());
    input.addEventListener('blur', () => this.#leave());
    // The field keeps the focus while an option is clicked.
    list.addEventListener('pointerdown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => this.#clicked(event));
  }

  /** Shows a symbol as the chosen one. */
  show(listing) {
    this.#picked = listing;
    this.#input.value = `${listing.base}/${listing.quote}`;
    this.complain(null);
  }

  /** @param {string | null} sentence */
  complain(sentence) {
    this.#problem.hidden = sentence === null;
    this.#problem.textContent = sentence ?? '';
    this.#input.setAttribute('aria-invalid', String(sentence !== null));
  }

  #isOpen() {
    return !this.#list.hidden;
  }

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(this.#input.value.trim()), PAUSE_MS);
  }

  /** Opened without typing: what is chosen by Enter is what the list shows. */
  async #suggest() {
    const text = this.#input.value.trim();
    await this.#search(this.#suggested());
    this.#searched &&= text;
  }

  async #search(query) {
    this.#asking?.abort();
    this.#searched = null;
    const asking = (this.#asking = new AbortController());
    try {
      const found = await this.#symbols.search(query, asking.signal);
      this.#found = found.slice(0, SHOWN);
      this.#searched = query;
      this.#open(query);
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.#close();
        this.complain('The symbol list is not available right now.');
      }
    }
  }

  #open(query) {
    if (document.activeElement !== this.#input) {
      return;
    }
    this.complain(this.#found.length ? null : `No symbol matches “${query}”.`);
    this.#list.replaceChildren(...this.#found.map((listing, index) => this.#option(listing, index)));
    this.#list.hidden = this.#found.length === 0;
    this.#input.setAttribute('aria-expanded', String(this.#isOpen()));
    this.#activate(this.#found.length ? 0 : -1);
  }

  #option({ base, quote }, index) {
    return element(
      'li',
      { role: 'option', id: `symbol-option-${index}`, 'aria-selected': 'false' },
      element('strong', {}, base),
      element('span', {}, `/${quote}`),
    );
  }

  #activate(index) {
    this.#active = index;
    [...this.#list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    if (index < 0) {
      this.#input.removeAttribute('aria-activedescendant');
    } else {
      this.#input.setAttribute('aria-activedescendant', `symbol-option-${index}`);
      this.#list.children[index].scrollIntoView({ block: 'nearest' });
    }
  }

  #pressed(event) {
    const count = this.#found.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.#isOpen()) {
        this.#suggest();
      } else {
        this.#activate((this.#active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
      }
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#entered();
    } else if (event.key === 'Escape') {
      this.#leave();
    }
  }

  // Who types and presses Enter faster than the server answers means the best match.
  async #entered() {
    clearTimeout(this.#timer);
    const query = this.#input.value.trim();
    if (this.#searched !== query) {
      await this.#search(query);
    }
    if (this.#isOpen()) {
      this.#pick(this.#found[this.#active]);
    }
  }

  #clicked(event) {
    const option = event.target.closest('[role=option]');
    if (option) {
      this.#pick(this.#found[[...this.#list.children].indexOf(option)]);
    }
  }

  #pick(listing) {
    this.show(listing);
    this.#close();
    this.#onPick(listing);
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#close();
    if (this.#picked) {
      this.show(this.#picked);
    }
  }

  #close() {
    this.#searched = null;
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#activate(-1);
  }
}
