// A secret that the server tells once: shown in a field, with a button that copies it.

import { element, write } from './element.js';

/**
 * @param {string} label of the field
 * @returns {{nodes: Node[], focus: () => void}}
 */
export function shownOnce(label, secret) {
  const field = element('input', { readonly: true, value: secret, 'aria-label': label, class: 'secret', focus: () => field.select() });
  const copied = element('span', { class: 'hint', role: 'status' });
  return {
    nodes: [element('div', { class: 'secret-line' }, field, button('Copy', '', () => copy(field, copied))), copied],
    focus: () => field.focus(),
  };
}

/** A button; what it is about is only said to screen readers. */
export function button(text, about, click) {
  return element('button', { type: 'button', class: 'secondary', click }, text, about ? element('span', { class: 'said' }, about) : null);
}

/** The clipboard needs https or the machine itself; elsewhere the secret is selected for copying. */
async function copy(field, copied) {
  try {
    await navigator.clipboard.writeText(field.value);
    write(copied, 'Copied.');
  } catch {
    field.focus();
    write(copied, 'Selected; copy it with the keyboard or the menu.');
  }
}
