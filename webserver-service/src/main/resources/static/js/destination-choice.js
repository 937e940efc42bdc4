// Where an alert's notifications go: the account's default destinations, chosen ones, or none.

import { destinationName } from './destination-words.js';
import { element } from './element.js';
import { Field, select } from './field.js';

export class DestinationChoice {
  #field = new Field('Send to', select([['default', 'Default destinations'], ['chosen', 'Chosen destinations'], ['none', 'No destination']], 'default'));
  #boxes = [];
  #group = element('fieldset', { class: 'destination-boxes' });
  #kept;

  /**
   * @param {Object[]} destinations those of the account
   * @param {string[] | null} [chosen] null for the default ones
   */
  constructor(destinations, chosen = null) {
    this.#field.input.addEventListener('change', () => this.#arrange());
    this.node = element('div', {}, this.#field.node, this.#group);
    this.choose(chosen);
    this.offer(destinations);
  }

  /** From now on those of the account; what is chosen stays as far as it is still there. */
  offer(destinations) {
    const chosen = new Set(this.#boxes.length ? this.#checked() : (this.#kept ?? []));
    this.#boxes = destinations.map((destination) => {
      const box = element('input', { type: 'checkbox', value: destination.id, checked: chosen.has(destination.id), change: () => this.#field.complain(null) });
      return { box, node: element('label', { class: 'check' }, box, destinationName(destination)) };
    });
    this.#group.replaceChildren(element('legend', { class: 'said' }, 'Chosen destinations'), ...this.#boxes.map(({ node }) => node));
    this.node.hidden = destinations.length === 0;
    this.#arrange();
  }

  /** @param {string[] | null} ids null for the default ones */
  choose(ids) {
    this.#kept = ids;
    this.#field.input.value = ids === null ? 'default' : ids.length ? 'chosen' : 'none';
    this.#field.complain(null);
    this.#boxes.forEach(({ box }) => {
      box.checked = ids?.includes(box.value) ?? false;
    });
    this.#arrange();
  }

  /** @returns {{value: string[] | null} | {problem: string}} null for the default ones */
  read() {
    if (this.node.hidden) {
      return { value: this.#kept };
    }
    switch (this.#field.value) {
      case 'none':
        return { value: [] };
      case 'chosen':
        return this.#checked().length ? { value: this.#checked() } : { problem: 'Choose at least one destination.' };
      default:
        return { value: null };
    }
  }

  complain(sentence) {
    this.#field.complain(sentence);
  }

  #checked() {
    return this.#boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  }

  #arrange() {
    this.#field.input.setAttribute('aria-invalid', 'false');
    this.#group.hidden = this.#field.value !== 'chosen';
  }
}
