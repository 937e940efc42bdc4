// Conditions of one price: above, below and cross.

import { distance, grouped, percentText, units } from '../decimal.js';
import { caveat, fully, isPlain, shortly } from './confirmation.js';

/** @returns {Omit<import('./conditions.js').Kind, 'icon'>} */
export function threshold({ way, goes, place, unlike, optional }) {
  const words = (terms) => {
    const price = grouped(terms.threshold);
    return { goes: `${goes} ${price}`, stays: `${place} ${price}`, closes: `${place} ${price}`, unlike };
  };
  return {
    way,
    required: ['threshold'],
    optional,
    title: (terms) => shortly(terms, words(terms)),
    clause: (terms, name) => fully(terms, name, words(terms)),
    details: ({ rearm }) => (rearm ? `re-arms at ${grouped(rearm)}` : ''),
    after: (terms) => [rearmed(terms, way), caveat(terms)],
    outlook: (terms, { price }) => outlook(terms, way, price),
    problem: ({ threshold, rearm }) => (rearm ? misplaced(units(threshold), units(rearm), way) : null),
    lines: ({ threshold, rearm }) => [
      { price: units(threshold), text: grouped(threshold), way },
      ...(rearm ? [{ price: units(rearm), text: `re-arms ${grouped(rearm)}`, way: 'aid' }] : []),
    ],
    bands: () => [],
    distance: ({ threshold }, { price }) => away(price, units(threshold)),
  };
}

/** How far a level is from the price, and which way; the price itself is as far as nothing. */
export function away(price, level) {
  return { size: distance(price, level), way: level < price ? 'down' : 'up' };
}

function rearmed({ rearm }, way) {
  return rearm ? `After that it must ${way === 'up' ? 'fall' : 'rise'} to ${grouped(rearm)} before it can notify again.` : '';
}

function outlook(terms, way, price) {
  const threshold = units(terms.threshold);
  if (threshold === price) {
    return 'That is the current price.';
  }
  const isBeyond = (way === 'up' && price > threshold) || (way === 'down' && price < threshold);
  return isBeyond ? beyond(terms, way) : `That is ${percentText(distance(price, threshold))} ${threshold > price ? 'above' : 'below'} the price now.`;
}

function beyond(terms, way) {
  const already = `The price is already ${way === 'up' ? 'above' : 'below'} this, so`;
  if (terms.hold_seconds) {
    return `${already} the time starts immediately.`;
  }
  const first = way === 'up' ? 'fall' : 'rise';
  if (terms.rearm) {
    return `${already} it must ${first} to ${grouped(terms.rearm)} first.`;
  }
  return isPlain(terms) ? `${already} it must ${first} to it first.` : `${already} a bar must close on the other side first.`;
}

function misplaced(threshold, rearm, way) {
  if (way === 'up' && rearm > threshold) {
    return { field: 'rearm', sentence: 'This must not be above the price of the alert.' };
  }
  return way === 'down' && rearm < threshold ? { field: 'rearm', sentence: 'This must not be below the price of the alert.' } : null;
}
