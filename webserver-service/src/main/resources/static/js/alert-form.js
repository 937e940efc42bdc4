// The form for a new alert: parses input, describes the alert, and creates it.

import { distance, grouped, moved, percentText, plain, reading, roundNumbers, typed, units, written } from './decimal.js';
import { byId, element, write } from './element.js';
import { fromLocal } from './local-time.js';
import { CONDITIONS, likelyCondition, reason } from './words.js';

const PERCENTS = [-5, -1, 1, 5];

export class AlertForm {
  #form = byId('alert-form');
  #threshold = byId('threshold');
  #session;
  #prices;
  #symbols;
  #symbol = null;
  #chosen = false;
  #onSet;
  #onDraft;

  /**
   * @param {{session: import('./session.js').Session, prices: import('./prices.js').Prices,
   *     symbols: import('./symbols.js').Symbols}} parts
   * @param {(answer: {created: boolean, subscription: Object}) => void} onSet
   * @param {(threshold: bigint | null) => void} onDraft what is typed, for the chart
   */
  constructor({ session, prices, symbols }, onSet, onDraft) {
    this.#session = session;
    this.#prices = prices;
    this.#symbols = symbols;
    this.#onSet = onSet;
    this.#onDraft = onDraft;
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    this.#threshold.addEventListener('input', () => this.#edited());
    this.#form.addEventListener('change', (event) => this.#changed(event.target));
    // A click on the direction that is suggested already changes nothing, but chooses it.
    this.#form.addEventListener('click', (event) => this.#changed(event.target));
    byId('chips').addEventListener('click', (event) => this.#suggested(event));
    prices.addEventListener('price', ({ detail }) => detail === this.#symbol && this.#showPrice());
    setInterval(() => this.#showAge(), 1000);
  }

  /** The symbol of the next alert. */
  show(symbol) {
    if (symbol !== this.#symbol) {
      this.#symbol = symbol;
      this.#threshold.value = '';
      this.#chosen = false;
      this.#edited();
    }
    write(byId('price-unit'), this.#symbols.quote(symbol));
    write(byId('threshold-unit'), this.#symbols.quote(symbol));
    this.#showPrice();
  }

  focus() {
    this.#threshold.focus();
  }

  /** Clears the message about a lost connection. */
  calm() {
    this.#complain('form', null);
  }

  get #condition() {
    return this.#form.elements.condition.value;
  }

  get #draft() {
    const read = typed(this.#threshold.value);
    return 'value' in read ? read.value : null;
  }

  #showPrice() {
    const last = this.#prices.last(this.#symbol);
    byId('price').dataset.known = String(last !== null);
    write(byId('price-figure'), last ? this.#prices.shown(this.#symbol, last.text) : '–');
    this.#showAge();
    this.#showChips(last);
    this.#showHint();
  }

  #showAge() {
    const last = this.#symbol && this.#prices.last(this.#symbol);
    if (!last) {
      write(byId('price-age'), this.#symbol ? 'Waiting for its next trade' : '');
    } else {
      const age = last.at ? Math.round((Date.now() - last.at) / 1000) : 0;
      write(byId('price-age'), age > 90 ? `Last trade ${Math.round(age / 60)} min ago` : '');
    }
  }

  // The buttons are made once and then only renamed, so that one can be clicked while prices move;
  // a round number that is pointed at stays what it is.
  #showChips(last) {
    const chips = byId('chips');
    if (!chips.children.length) {
      chips.append(...[...PERCENTS, 'round', 'round'].map(() => element('button', { type: 'button', class: 'chip' })));
    }
    const rounds = last ? roundNumbers(last.units) : [];
    [...chips.children].forEach((chip, index) => {
      const percent = PERCENTS[index];
      if (percent === undefined && chip.dataset.symbol === this.#symbol && chip.matches(':hover, :focus')) {
        return;
      }
      const value = percent === undefined ? rounds[index - PERCENTS.length] : last && moved(last.units, percent, last.decimals);
      chip.hidden = !value && percent === undefined;
      chip.disabled = !value;
      if (value) {
        chip.dataset.value = plain(value);
        chip.dataset.symbol = this.#symbol;
      }
      write(chip, percent === undefined ? grouped(plain(value ?? 0n)) : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`);
    });
  }

  #suggested(event) {
    const chip = event.target.closest('button');
    if (chip) {
      this.#enter(units(chip.dataset.value));
    }
  }

  /** Writes a price into the field, as if it had been typed. */
  #enter(value) {
    this.#threshold.value = written(value);
    this.#edited();
    this.#threshold.focus();
  }

  #edited() {
    this.#complain('threshold', null);
    this.#complain('expires', null);
    this.#complain('form', null);
    this.#ask(null);
    this.#suggestCondition();
    this.#showHint();
    this.#onDraft(this.#draft);
  }

  // Only while somebody types: a direction that turns with the price may do so just before the click.
  #suggestCondition() {
    const last = this.#symbol && this.#prices.last(this.#symbol);
    const draft = this.#draft;
    if (last && draft !== null && !this.#chosen) {
      this.#form.elements.condition.value = likelyCondition(last.units, draft);
    }
  }

  #changed(field) {
    if (field.name === 'condition') {
      this.#chosen = true;
      this.#showHint();
    }
    if (field.name === 'repeat') {
      byId('pause-part').hidden = field.value !== 'every';
    }
  }

  #showHint() {
    const read = typed(this.#threshold.value);
    let hint = '';
    if ('value' in read) {
      const last = this.#symbol && this.#prices.last(this.#symbol);
      hint = `Notifies you when it ${CONDITIONS[this.#condition]} ${grouped(plain(read.value))}.${last ? ` ${this.#compared(last.units, read.value)}` : ''}`;
    } else if ('readings' in read) {
      hint = `This can be read as ${read.readings.map(reading).join(' or as ')}.`;
    }
    write(byId('threshold-hint'), hint);
  }

  #compared(price, threshold) {
    const condition = this.#condition;
    if (condition === 'above' && threshold < price) {
      return 'The price is already above this, so it must fall to it first.';
    }
    if (condition === 'below' && threshold > price) {
      return 'The price is already below this, so it must rise to it first.';
    }
    if (threshold === price) {
      return 'That is the current price.';
    }
    return `That is ${percentText(distance(price, threshold))} ${threshold > price ? 'above' : 'below'} the price now.`;
  }

  /** Shows or hides the question which of two readings is meant. */
  #ask(readings) {
    const question = byId('threshold-readings');
    question.hidden = readings === null;
    if (readings) {
      this.#threshold.setAttribute('aria-invalid', 'true');
      write(byId('threshold-question'), `“${this.#threshold.value.trim()}” can be read in two ways. Which price do you mean?`);
      byId('readings').replaceChildren(
        ...readings.map((value) => element('button', { type: 'button', class: 'secondary', click: () => this.#enter(value) }, reading(value))),
      );
      // Not the first answer, which a key that is still held down would choose.
      question.focus();
    }
  }

  #complain(where, sentence) {
    const problem = byId(`${where}-problem`);
    problem.hidden = sentence === null;
    problem.textContent = sentence ?? '';
    if (where === 'expires') {
      byId('expires').setAttribute('aria-invalid', String(sentence !== null));
    }
    if (where === 'threshold') {
      this.#threshold.setAttribute('aria-invalid', String(sentence !== null));
      byId('threshold-hint').hidden = sentence !== null;
    }
  }

  #terms(threshold) {
    const repeat = this.#form.elements.repeat.value;
    const pause = repeat === 'every' ? Number(byId('pause').value) : 0;
    return {
      symbol: this.#symbol,
      threshold: plain(threshold),
      condition: this.#condition,
      repeat,
      ...(pause && { cooldown_seconds: pause }),
      ...this.#details(),
    };
  }

  /** What is filled in of what may be left out. */
  #details() {
    const name = byId('name').value.trim();
    const note = byId('note').value.trim();
    const end = fromLocal(byId('expires').value);
    return { ...(name && { name }), ...(note && { note }), ...(end && { expires_at: end }) };
  }

  #clear() {
    this.#threshold.value = '';
    ['name', 'note', 'expires'].forEach((id) => {
      byId(id).value = '';
    });
    byId('details').open = false;
    this.#chosen = false;
    this.#edited();
  }

  async #submit(event) {
    event.preventDefault();
    this.#complain('form', null);
    const read = typed(this.#threshold.value);
    if ('readings' in read) {
      this.#ask(read.readings);
      return;
    }
    if ('problem' in read) {
      this.#complain('threshold', read.problem);
      this.#threshold.focus();
      return;
    }
    if (!this.#symbol) {
      this.#complain('form', 'Choose a symbol first.');
      return;
    }
    try {
      const answer = await this.#session.subscribe(this.#terms(read.value));
      this.#clear();
      this.#onSet(answer);
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  #refused(refusal) {
    const past = refusal.code === 'invalid_message' && refusal.message.startsWith('expires_at');
    this.#complain('expires', past ? 'Choose a time in the future.' : null);
    if (past) {
      byId('details').open = true;
      byId('expires').focus();
    } else {
      this.#complain(refusal.code === 'invalid_threshold' ? 'threshold' : 'form', reason(refusal));
    }
  }
}
