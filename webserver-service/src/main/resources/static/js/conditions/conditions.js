// What each condition is: its parameters, its words, and where it stands on the chart.

import { change } from './change.js';
import { range } from './range.js';
import { step } from './step.js';
import { threshold } from './threshold.js';
import { unknown } from './unknown.js';

const MOST = '1000';
const MOST_DOWN = '99.9999';

/**
 * Terms are a subscription's fields. Sight is what the page knows of its symbol: `price` (units, or
 * null), `decimals`, `trail` (see trails.js, or null), `baseline` (units, or null), and `draft`
 * where the terms are only typed.
 *
 * @typedef {Object} Kind
 * @property {string} icon one of the page's drawings
 * @property {'up' | 'down' | 'both'} way which way the price goes when it fires
 * @property {string[]} required names of parameters
 * @property {string[]} optional names of parameters
 * @property {string[]} [either] one of these is required
 * @property {string} [mostPercent]
 * @property {(terms: Object) => string} title after a symbol's name: "rises above 65,000"
 * @property {(terms: Object, name: string) => string} clause after "when"
 * @property {(terms: Object) => string} details what the title leaves out
 * @property {(terms: Object) => string[]} after sentences of what else is to be known
 * @property {(terms: Object, sight: Object) => string} outlook a sentence that compares with the price
 * @property {(terms: Object) => {field: string, sentence: string} | null} problem of parameters
 *     that do not fit each other
 * @property {(terms: Object, sight: Object) => {price: bigint, text: string, way: string}[]} lines
 *     the way of one that fires nothing is "aid"
 * @property {(terms: Object) => {lower: bigint, upper: bigint}[]} bands
 * @property {(terms: Object, sight: Object) => {size: bigint, way: 'up' | 'down'} | null} distance
 *     in hundredths of a percent of the price; null where none is known
 */

/** @type {Object<string, Kind>} */
const KINDS = {
  above: { icon: 'above', ...threshold({ way: 'up', goes: 'rises above', place: 'above', optional: ['hold_seconds', 'bar', 'rearm'] }) },
  below: { icon: 'below', ...threshold({ way: 'down', goes: 'falls below', place: 'below', optional: ['hold_seconds', 'bar', 'rearm'] }) },
  cross: { icon: 'cross', ...threshold({ way: 'both', goes: 'crosses', place: 'across', unlike: 'from the one before', optional: ['bar'] }) },
  enter: { icon: 'enter', ...range({ isEnter: true }) },
  leave: { icon: 'leave', ...range({ isEnter: false }) },
  rise: { icon: 'rise', ...change({ way: 'up', most: MOST }) },
  fall: { icon: 'fall', ...change({ way: 'down', most: MOST_DOWN }) },
  move: { icon: 'move', ...change({ way: 'both', most: MOST_DOWN }) },
  step: { icon: 'step', ...step({ most: MOST_DOWN }) },
};

/** All that any condition can have. */
export const PARAMETERS = [...new Set(Object.values(KINDS).flatMap(parametersOf))];

/**
 * What a person chooses from, the usual first. A choice may offer less than its condition can do.
 * @type {{id: string, condition: string, label: string, about: string, optional?: string[], isUsual?: boolean}[]}
 */
export const CHOICES = [
  { id: 'above', condition: 'above', label: 'Rises above', about: 'Notifies you when the price rises above the price you enter.', isUsual: true },
  { id: 'below', condition: 'below', label: 'Falls below', about: 'Notifies you when the price falls below the price you enter.', isUsual: true },
  { id: 'move', condition: 'move', label: 'Moves by %', about: 'Notifies you when the price has risen or fallen by the percentage you enter.', isUsual: true },
  { id: 'trailing', condition: 'fall', label: 'Trailing stop', about: 'Follows the price up, and notifies you when it has fallen from its high by the percentage you enter.', optional: ['from'], isUsual: true },
  { id: 'cross', condition: 'cross', label: 'Crosses', about: 'Notifies you when the price passes the price you enter, up or down.' },
  { id: 'step', condition: 'step', label: 'Every step', about: 'Notifies you at each round price, such as every 1,000, or at each percent.' },
  { id: 'enter', condition: 'enter', label: 'Enters a range', about: 'Notifies you when the price enters the range between two prices.' },
  { id: 'leave', condition: 'leave', label: 'Leaves a range', about: 'Notifies you when the price leaves the range between two prices.' },
  { id: 'rise', condition: 'rise', label: 'Rises by %', about: 'Notifies you when the price has risen from its low by the percentage you enter.' },
  { id: 'fall', condition: 'fall', label: 'Falls by %', about: 'Notifies you when the price has fallen from its high by the percentage you enter.' },
];

/**
 * @param {string} condition as on the wire
 * @returns {Kind}
 */
export function kindOf(condition) {
  return Object.hasOwn(KINDS, condition) ? KINDS[condition] : unknown(condition);
}

/** The names of all parameters of a kind. */
export function parametersOf({ required, either = [], optional }) {
  return [...required, ...either, ...optional];
}

/** After a symbol's name: "rises above 65,000". */
export function title(terms) {
  return kindOf(terms.condition).title(terms);
}
