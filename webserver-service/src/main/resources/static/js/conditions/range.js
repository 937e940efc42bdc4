// Conditions of two prices: enter and leave. The edges are inside.

import { grouped, units } from '../decimal.js';
import { caveat, fully, shortly } from './confirmation.js';
import { away } from './threshold.js';

/** @returns {Omit<import('./conditions.js').Kind, 'icon'>} */
export function range({ isEnter }) {
  const words = ({ lower, upper }) => {
    const edges = `${grouped(lower)} to ${grouped(upper)}`;
    const place = isEnter ? 'inside' : 'outside';
    return { goes: `${isEnter ? 'enters' : 'leaves'} ${edges}`, stays: `${place} ${edges}`, closes: `${place} ${edges}` };
  };
  return {
    way: 'both',
    required: ['lower', 'upper'],
    optional: ['hold_seconds', 'bar'],
    title: (terms) => shortly(terms, words(terms)),
    clause: (terms, name) => fully(terms, name, words(terms)),
    details: () => '',
    after: (terms) => [caveat(terms)],
    outlook: (terms, { price }) => outlook(terms, isEnter, price),
    problem: ({ lower, upper }) => (units(lower) > units(upper) ? { field: 'upper', sentence: 'This must not be below the lower price.' } : null),
    lines: ({ lower, upper }) => [lower, upper].map((edge) => ({ price: units(edge), text: grouped(edge), way: 'both' })),
    bands: ({ lower, upper }) => [{ lower: units(lower), upper: units(upper) }],
    distance: (terms, { price }) => (isInside(terms, price) === isEnter ? null : away(price, nearest(terms, price))),
  };
}

function isInside({ lower, upper }, price) {
  return units(lower) <= price && price <= units(upper);
}

function nearest({ lower, upper }, price) {
  const [low, high] = [units(lower), units(upper)];
  return away(price, low).size <= away(price, high).size ? low : high;
}

function outlook(terms, isEnter, price) {
  const inside = isInside(terms, price);
  if (inside === isEnter) {
    const now = `The price is ${inside ? 'inside' : 'outside'} now, so`;
    return terms.hold_seconds ? `${now} the time starts immediately.` : `${now} it must ${inside ? 'leave' : 'enter'} first.`;
  }
  return `The price is ${inside ? 'inside' : 'outside'} now.`;
}
