// Conditions of a percentage: rise, fall and move. The price they are measured from moves with the
// market, so what is known of it is what this page has seen.

import { grouped, plain, units } from '../decimal.js';
import { ppmOf, trigger } from '../percent.js';
import { duration } from '../words.js';
import { away } from './threshold.js';

const WORDS = {
  up: { goes: 'rises', from: 'above its lowest price', short: 'its low' },
  down: { goes: 'falls', from: 'below its highest price', short: 'its high' },
  both: { goes: 'moves', from: 'from its highest or lowest price', short: 'its high or low' },
};

/** @returns {Omit<import('./conditions.js').Kind, 'icon'>} */
export function change({ way, most }) {
  const { goes, from, short } = WORDS[way];
  const ways = way === 'both' ? ['down', 'up'] : [way];
  return {
    way,
    mostPercent: most,
    required: ['percent'],
    optional: ['within_seconds', 'from'],
    title: ({ percent, within_seconds }) => `${goes} ${percent} % ${within_seconds ? `within ${duration(within_seconds)}` : `from ${short}`}`,
    clause: (terms, name) => `${name} ${goes} ${terms.percent} % ${from} ${since(terms)}`,
    details: (terms) => (terms.from ? `starts at ${grouped(terms.from)}` : ''),
    after: () => [],
    outlook: (terms, sight) => outlook(terms, ways, sight),
    problem: () => null,
    lines: (terms, sight) => lines(terms, ways, sight),
    bands: () => [],
    distance: (terms, sight) => nearest(levels(terms, ways, sight), sight),
  };
}

function since({ within_seconds, from }) {
  if (within_seconds) {
    return `of the last ${duration(within_seconds)}`;
  }
  return from ? `since it reached ${grouped(from)}` : 'from now on';
}

/** The level of each way, as far as it is known from what was seen: the first price that fires. */
function levels({ percent, from }, ways, { trail, draft, price }) {
  const seen = draft ? fromHere(from ? units(from) : price) : trail;
  const ppm = ppmOf(percent);
  return seen ? ways.map((way) => ({ way, isWhole: seen.isWhole, price: trigger(way === 'up' ? seen.low : seen.high, ppm, way) })) : [];
}

function fromHere(price) {
  return price === null ? null : { low: price, high: price, isWhole: true };
}

function lines(terms, ways, sight) {
  const hasBegun = !terms.from || (!sight.draft && sight.trail);
  const start = hasBegun ? [] : [{ price: units(terms.from), text: `starts at ${grouped(terms.from)}`, way: 'aid' }];
  return [...start, ...levels(terms, ways, sight).map((level) => line(terms, level, sight))];
}

// What happened before the page saw it may have moved the level nearer, never further away.
function line({ percent }, { way, isWhole, price }, { decimals }) {
  const bound = isWhole ? '' : ` or ${way === 'up' ? 'below' : 'above'}`;
  return { price, way, text: `${way === 'up' ? '+' : '−'}${percent} % ${shown(price, way, decimals)}${bound}` };
}

/** Rounded away from the price, so that it fires there too. */
function shown(price, way, decimals) {
  const step = 10n ** BigInt(8 - Math.min(decimals, 8));
  const rounded = way === 'up' ? ((price + step - 1n) / step) * step : (price / step) * step;
  return grouped(plain(rounded || price));
}

function nearest(known, { price }) {
  const distances = known.filter(({ isWhole }) => isWhole).map((level) => away(price, level.price));
  return distances.reduce((a, b) => (a && a.size <= b.size ? a : b), null);
}

function outlook(terms, ways, sight) {
  const places = levels(terms, ways, { ...sight, draft: true }).map(({ way, price }) => shown(price, way, sight.decimals));
  const start = terms.from ? grouped(terms.from) : grouped(plain(sight.price));
  return `From ${start} that would be at ${places.join(' or at ')}.`;
}
