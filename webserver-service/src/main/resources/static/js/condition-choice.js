// Which condition a new alert has: the usual ones first, the others on request.

import { CHOICES } from './conditions/conditions.js';
import { element } from './element.js';
import { likelyCondition } from './words.js';

/** Between these a price that is typed decides, until a person does. */
const BY_PRICE = ['above', 'below'];

export class ConditionChoice {
  #form;
  #isDecided = false;

  /**
   * @param {HTMLFormElement} form
   * @param {{usual: HTMLElement, others: HTMLElement}} places
   * @param {() => void} onChange a person has chosen
   */
  constructor(form, { usual, others }, onChange) {
    this.#form = form;
    usual.append(...CHOICES.filter(({ isUsual }) => isUsual).map(radio));
    others.append(...CHOICES.filter(({ isUsual }) => !isUsual).map(radio));
    const decide = ({ target }) => {
      if (target.name === 'condition') {
        this.#isDecided = true;
        onChange();
      }
    };
    form.addEventListener('change', decide);
    // A click on what is suggested already changes nothing, but decides.
    form.addEventListener('click', decide);
  }

  /** @returns {typeof CHOICES[0]} */
  get chosen() {
    return CHOICES.find(({ id }) => id === this.#form.elements.condition.value);
  }

  /** The next price that is typed may decide again. */
  reopen() {
    this.#isDecided = false;
  }

  // Only while somebody types: a direction that turns with the price may do so just before the click.
  /**
   * @param {bigint} price
   * @param {bigint} threshold
   */
  suggest(price, threshold) {
    if (!this.#isDecided && BY_PRICE.includes(this.chosen.id)) {
      this.#form.elements.condition.value = likelyCondition(price, threshold);
    }
  }
}

function radio({ id, label }) {
  return element('label', {}, element('input', { type: 'radio', name: 'condition', value: id, checked: id === CHOICES[0].id }), element('span', {}, label));
}
