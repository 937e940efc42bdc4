// Exact percentages, in parts per million as the server has them: "2.5" is 25,000.

import { plain, typed, units } from './decimal.js';

export const WHOLE = 1_000_000n;
/** Units of a decimal in one part per million. */
const UNITS_OF_PPM = 10_000n;

/** @param {string} percent a plain decimal */
export function ppmOf(percent) {
  return units(percent) / UNITS_OF_PPM;
}

/**
 * What a person typed as a percentage, with or without its sign.
 * @param {string} most a plain decimal
 * @returns {{value: string} | {problem: string}} a plain decimal
 */
export function typedPercent(text, most) {
  const compact = text.replace(/[%٪％]\s*$/, '').trim();
  if (compact === '') {
    return { problem: 'Enter a percentage, such as 5.' };
  }
  const read = typed(compact);
  if (/^[-−]|^0*[.,]?0*$/.test(compact)) {
    return { problem: 'The percentage must be above zero.' };
  }
  const values = 'value' in read ? [read.value] : (read.readings ?? []);
  if (values.length === 0) {
    return { problem: 'This is not a percentage. Write it like 5 or 2.5.' };
  }
  // "1,234" could be thousands, but not of percent.
  const value = values.filter((one) => one <= units(most)).at(-1);
  if (value === undefined) {
    return { problem: `The largest percentage here is ${most}.` };
  }
  return value % UNITS_OF_PPM === 0n ? { value: plain(value) } : { problem: 'A percentage can have at most 4 decimals.' };
}

/**
 * The first price, in units, that is so many parts per million away from another.
 * @param {'up' | 'down'} way
 */
export function trigger(price, ppm, way) {
  return way === 'up' ? (price * (WHOLE + ppm) + WHOLE - 1n) / WHOLE : (price * (WHOLE - ppm)) / WHOLE;
}
