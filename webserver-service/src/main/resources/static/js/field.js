// A labelled field with a place for what is wrong with it.

import { element } from './element.js';

let fields = 0;

export class Field {
  #problem;

  /**
   * @param {string} label
   * @param {HTMLInputElement | HTMLSelectElement} input
   */
  constructor(label, input) {
    const id = `field-${++fields}`;
    this.input = input;
    input.id = id;
    input.setAttribute('aria-describedby', `${id}-problem`);
    this.#problem = element('p', { class: 'problem', id: `${id}-problem`, role: 'alert', hidden: true });
    this.node = element('div', { class: 'field' }, element('label', { for: id }, label), input, this.#problem);
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
