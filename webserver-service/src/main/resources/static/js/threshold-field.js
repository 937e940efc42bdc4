// The price of a new alert: suggestions, and a question where what is typed has two readings.

import { grouped, moved, plain, reading, roundNumbers, typed, units, written } from './decimal.js';
import { byId, element, write } from './element.js';

const PERCENTS = [-5, -1, 1, 5];

export class ThresholdField {
  node = byId('threshold-part');
  input = byId('threshold');
  #onInput;

  /** @param {() => void} onInput */
  constructor(onInput) {
    this.#onInput = onInput;
    this.input.addEventListener('input', onInput);
    byId('chips').addEventListener('click', (event) => this.#suggested(event));
  }

  /** @returns {{value: string} | {problem: string} | {readings: [bigint, bigint]}} */
  read() {
    const read = typed(this.input.value);
    return 'value' in read ? { value: plain(read.value) } : read;
  }

  /** @param {string | null} sentence */
  complain(sentence) {
    const problem = byId('threshold-problem');
    problem.hidden = sentence === null;
    problem.textContent = sentence ?? '';
    this.input.setAttribute('aria-invalid', String(sentence !== null));
    byId('threshold-readings').hidden = true;
    if (sentence !== null) {
      this.input.focus();
    }
  }

  /** Asks which of two readings is meant. */
  ask(readings) {
    byId('threshold-readings').hidden = false;
    this.input.setAttribute('aria-invalid', 'true');
    write(byId('threshold-question'), `“${this.input.value.trim()}” can be read in two ways. Which price do you mean?`);
    byId('readings').replaceChildren(
      ...readings.map((value) => element('button', { type: 'button', class: 'secondary', click: () => this.#enter(value) }, reading(value))),
    );
    // Not the first answer, which a key that is still held down would choose.
    byId('threshold-readings').focus();
  }

  // The buttons are made once and then only renamed, so that one can be clicked while prices move;
  // a round number that is pointed at stays what it is.
  /** Suggests prices around the last one, which may be null. */
  suggest(symbol, last) {
    const chips = byId('chips');
    if (!chips.children.length) {
      chips.append(...[...PERCENTS, 'round', 'round'].map(() => element('button', { type: 'button', class: 'chip' })));
    }
    const rounds = last ? roundNumbers(last.units) : [];
    [...chips.children].forEach((chip, index) => {
      const percent = PERCENTS[index];
      if (percent === undefined && chip.dataset.symbol === symbol && chip.matches(':hover, :focus')) {
        return;
      }
      const value = percent === undefined ? rounds[index - PERCENTS.length] : last && moved(last.units, percent, last.decimals);
      chip.hidden = !value && percent === undefined;
      chip.disabled = !value;
      if (value) {
        chip.dataset.value = plain(value);
        chip.dataset.symbol = symbol;
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
    this.input.value = written(value);
    this.#onInput();
    this.input.focus();
  }
}
