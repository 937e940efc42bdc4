// Builds DOM nodes. Text only ever becomes text, so nothing that came over the wire can be markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Object<string, string | boolean | null | EventListener>} attributes functions become
 *     listeners of the event they are named after; true is an empty attribute, null and false none
 * @param {...(Node | string | null)} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      node.addEventListener(name, value);
    } else if (value !== null && value !== false) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** One of the drawings at the end of the page; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Writes a text if it is another one: what does not change is not announced again. */
export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** @returns {HTMLElement} the element with this id */
export const byId = (id) => document.getElementById(id);
