// A labelled field with a place for what is wrong with it.

import { element } from './element.js';

let fields = 0;

export class Field {
  #problem;

  /**
   * @param {string} label
   * @param {HTMLInputElement | HTMLSelectElement} input
   * @param {string} [hint] what is to be known before it is filled in
   */
  constructor(label, input, hint = '') {
    const id = `field-${++fields}`;
    this.input = input;
    input.id = id;
    input.setAttribute('aria-describedby', `${hint ? `${id}-hint ` : ''}${id}-problem`);
    this.#problem = element('p', { class: 'problem', id: `${id}-problem`, role: 'alert', hidden: true });
    this.node = element(
      'div',
      { class: 'field' },
      element('label', { for: id }, label),
      input,
      hint ? element('p', { class: 'hint', id: `${id}-hint` }, hint) : null,
      this.#problem,
    );
  }

  get value() {
    return this.input.value;
  }

  /** @param {string | null} sentence */
  complain(sentence) {
    this.input.setAttribute('aria-invalid', String(sentence !== null));
    this.#problem.hidden = sentence === null;
    this.#problem.textContent = sentence ?? '';
    if (sentence !== null) {
      this.input.focus();
    }
  }
}

/**
 * A list to choose from.
 * @param {[string | number, string][]} options value and text
 */
export function select(options, chosen) {
  return element('select', {}, ...options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)));
}
