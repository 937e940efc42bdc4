// The condition of a grid of prices: one step after the other.

import { grouped, plain, units } from '../decimal.js';
import { ppmOf, WHOLE } from '../percent.js';
import { away } from './threshold.js';

/** @returns {Omit<import('./conditions.js').Kind, 'icon'>} */
export function step({ most }) {
  return {
    way: 'both',
    mostPercent: most,
    required: [],
    /** One of them. */
    either: ['amount', 'percent'],
    optional: [],
    title: (terms) => `crosses each step of ${size(terms)}`,
    clause: (terms, name) => (terms.amount ? `${name} crosses another multiple of ${size(terms)}` : `${name} has moved by another ${size(terms)} of its current price`),
    details: () => '',
    after: () => ['The last step counts again only after another one.'],
    outlook: (terms, sight) => {
      const steps = neighbours(terms, { ...sight, baseline: sight.price });
      return steps.length ? `From ${grouped(plain(sight.price))} the next ${steps.length > 1 ? 'steps are' : 'step is'} ${steps.map((one) => grouped(plain(one))).join(' and ')}.` : '';
    },
    problem: () => null,
    lines: (terms, sight) => neighbours(terms, sight.draft ? { ...sight, baseline: sight.price } : sight).map((price) => ({ price, text: grouped(plain(price)), way: 'both' })),
    bands: () => [],
    distance: (terms, sight) => neighbours(terms, sight).map((one) => away(sight.price, one)).reduce((a, b) => (a && a.size <= b.size ? a : b), null),
  };
}

function size({ amount, percent }) {
  return amount ? grouped(amount) : `${percent} %`;
}

/** The steps on both sides of the price, as far as they are known. */
function neighbours({ amount, percent }, { price, baseline }) {
  if (price === null || (!amount && (baseline ?? null) === null)) {
    return [];
  }
  return amount ? around(price, units(amount), 0n, 1n) : around(price, baseline * ppmOf(percent), baseline * WHOLE, WHOLE);
}

/** Lines at (start + n * width) / scale, rounded to units: only drawn and shown. */
function around(price, width, start, scale) {
  const place = price * scale - start;
  const below = floor(place - 1n, width);
  const above = floor(place, width) + 1n;
  return [below, above].map((n) => (start + n * width) / scale).filter((one) => one > 0n);
}

function floor(value, by) {
  const whole = value / by;
  return value < 0n && whole * by !== value ? whole - 1n : whole;
}
