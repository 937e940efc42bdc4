// Exact decimals: counts of 10^-8 as BigInt, as the server has them. Floating point is for drawing only.

const PLACES = 8;
const UNIT = 10n ** BigInt(PLACES);
const LARGEST = 92233720368n * UNIT;
const PLAIN = /^(\d+)(?:\.(\d+))?$/;

/**
 * Units of a plain decimal, as in the server's messages.
 * @param {string} text such as "64950.01"
 * @returns {bigint}
 */
export function units(text) {
  const [, whole, fraction = ''] = PLAIN.exec(text);
  return BigInt(whole) * UNIT + BigInt(fraction.padEnd(PLACES, '0'));
}

/**
 * Plain notation without trailing zeros, as the server takes it.
 * @param {bigint} value in units
 */
export function plain(value) {
  const fraction = String(value % UNIT).padStart(PLACES, '0').replace(/0+$/, '');
  return String(value / UNIT) + (fraction && `.${fraction}`);
}

/**
 * For people: groups of three, and at least so many decimals.
 * @param {string} text a plain decimal
 */
export function grouped(text, decimals = 0) {
  const [whole, fraction = ''] = text.split('.');
  const shown = fraction.padEnd(decimals, '0');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (shown && `.${shown}`);
}

/** How many decimals a plain decimal has. */
export function decimalsOf(text) {
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

/**
 * What a person typed as a threshold: spaces, thousands and a decimal comma are understood.
 * @returns {{value: bigint} | {problem: string}} the problem is a sentence
 */
export function typed(text) {
  let compact = text.replace(/[\s_'’]/g, '');
  if (compact === '') {
    return { problem: 'Type the price you want to hear of.' };
  }
  if (/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(compact)) {
    compact = compact.replaceAll(',', '');
  } else if (/^\d+,\d+$/.test(compact)) {
    compact = compact.replace(',', '.');
  }
  compact = compact.replace(/^\./, '0.').replace(/\.$/, '');
  const number = PLAIN.exec(compact);
  if (!number) {
    return { problem: /^-\d/.test(compact) ? 'A price is above zero.' : 'This is not a number. Write it like 65000 or 0.25.' };
  }
  if ((number[2] ?? '').replace(/0+$/, '').length > PLACES) {
    return { problem: 'A price has at most 8 decimals.' };
  }
  const value = units(number[1] + (number[2] ? `.${number[2].slice(0, PLACES)}` : ''));
  if (value === 0n) {
    return { problem: 'A price is above zero.' };
  }
  return value > LARGEST ? { problem: 'The largest price is 92,233,720,368.' } : { value };
}

/** Moved by so many percent, rounded to so many decimals; never below the last one of them. */
export function moved(value, percent, decimals) {
  const step = 10n ** BigInt(PLACES - Math.min(decimals, PLACES));
  const hundredfold = value * BigInt(100 + percent);
  const rounded = ((hundredfold + 50n * step) / (100n * step)) * step;
  return rounded > 0n ? rounded : step;
}

/** The round numbers on both sides: the next below and the next above, in steps of a tenth or so. */
export function roundNumbers(value) {
  const digits = String(value).length;
  const step = 10n ** BigInt(Math.max(digits - 2, 0));
  const below = ((value - 1n) / step) * step;
  return [below, below + step === value ? below + 2n * step : below + step].filter((one) => one > 0n && one <= LARGEST);
}

/**
 * How far the threshold is from the price on either side, in hundredths of a percent of the price.
 * @returns {bigint}
 */
export function distance(price, threshold) {
  const away = threshold > price ? threshold - price : price - threshold;
  return (away * 10000n + price / 2n) / price;
}

/** "0.08 %", of hundredths of a percent. */
export function percentText(size) {
  if (size === 0n) {
    return 'under 0.01 %';
  }
  if (size >= 100000n) {
    return `${grouped(String(size / 100n))} %`;
  }
  return `${size / 100n}.${String(size % 100n).padStart(2, '0')} %`;
}
