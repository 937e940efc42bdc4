// When a condition counts: at a trade, once it has lasted, or at the close of a bar.

import { duration } from '../words.js';

const BARS = { '1m': '1-minute', '5m': '5-minute', '15m': '15-minute', '1h': '1-hour', '4h': '4-hour', '1d': '1-day' };

/** [value, text] of each bar, for a list to choose from. */
export const BAR_CHOICES = Object.keys(BARS).map((bar) => [bar, bar]);

export function isPlain(terms) {
  return !terms.hold_seconds && !terms.bar;
}

/**
 * For a row: "rises above 65,000", "stays above 65,000 for 1 minute", "1h bar closes above 65,000".
 * @param {{goes: string, stays: string, closes: string}} words with the price
 */
export function shortly(terms, { goes, stays, closes }) {
  if (terms.bar) {
    return `${terms.bar} bar closes ${closes}`;
  }
  return terms.hold_seconds ? `stays ${stays} for ${duration(terms.hold_seconds)}` : goes;
}

/** For a sentence: "BTC/USDT rises above 65,000 and stays there for 1 minute"; a bar is unlike the one before. */
export function fully(terms, name, { goes, closes, unlike = 'after one that did not' }) {
  if (terms.bar) {
    return `a ${BARS[terms.bar] ?? terms.bar} bar of ${name} closes ${closes} ${unlike}`;
  }
  return `${name} ${goes}${terms.hold_seconds ? ` and stays there for ${duration(terms.hold_seconds)}` : ''}`;
}

/** What is to be known of holds and bars where trades are rare. */
export function caveat(terms) {
  if (isPlain(terms)) {
    return '';
  }
  return `${terms.bar ? 'The close of a bar' : 'The end of that time'} is detected only by the next trade, on a quiet symbol perhaps hours later.`;
}
