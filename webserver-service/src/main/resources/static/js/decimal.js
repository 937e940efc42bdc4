// Exact decimals: counts of 10^-8 as BigInt, as the server has them. Floating point is for drawing only.

const PLACES = 8;
const UNIT = 10n ** BigInt(PLACES);
const LARGEST = 92233720368n * UNIT;
const PLAIN = /^(\d+)(?:\.(\d+))?$/;
/** Of ASCII, Arabic, Persian, Devanagari, Bengali and full-width digits. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
/** How prices are written: with a decimal point, or with a decimal comma. */
const CONVENTIONS = [pattern('.', ','), pattern(',', '.')];

/** Digits, perhaps in groups of three with one separator, and decimals; Arabic has a mark for each. */
function pattern(point, comma) {
  return new RegExp(`^(\\d*|[1-9]\\d{0,2}([ '_\u066c${comma}])\\d{3}(?:\\2\\d{3})*)(?:[${point}\u066b](\\d*))?$`);
}

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
 * What a person typed as a threshold. Groups of three and the decimals may be separated as anywhere
 * in the world; where that leaves two readings ("65,000", "1.234"), both are returned.
 * @returns {{value: bigint} | {readings: [bigint, bigint]} | {problem: string}} the problem is a
 *     sentence; the larger reading comes first
 */
export function typed(text) {
  const compact = westernised(text);
  if (compact === '') {
    return { problem: 'Enter a price.' };
  }
  const read = [...new Set(CONVENTIONS.map((pattern) => digitsOf(pattern.exec(compact))).filter((one) => one !== null))];
  if (read.length === 0) {
    return { problem: /^[-−]\s*\d/.test(compact) ? 'The price must be above zero.' : 'This is not a number. Write it like 65000 or 0.25.' };
  }
  if (read.length > 1) {
    const [one, other] = read.map(units);
    return { readings: one > other ? [one, other] : [other, one] };
  }
  return inRange(read[0]);
}

/** With the digits and separators of ASCII; separators that can only mean one thing stay. */
function westernised(text) {
  return text
    .trim()
    .replace(/\p{Nd}/gu, (digit) => {
      const zero = ZEROS.find((one) => digit.codePointAt(0) - one >= 0 && digit.codePointAt(0) - one < 10);
      return zero === undefined ? digit : String(digit.codePointAt(0) - zero);
    })
    .replace(/[،，]/g, ',')
    .replace(/．/g, '.')
    .replace(/’/g, "'")
    .replace(/\s/g, ' ');
}

/** The plain decimal of a match, without trailing zeros; null if there is no digit in it. */
function digitsOf(match) {
  const whole = match?.[1].replace(/\D/g, '').replace(/^0+(?=\d)/, '') ?? '';
  const fraction = match?.[3] ?? '';
  const shown = fraction.replace(/0+$/, '');
  return whole + fraction === '' ? null : (whole || '0') + (shown && `.${shown}`);
}

function inRange(text) {
  if (decimalsOf(text) > PLACES) {
    return { problem: 'A price can have at most 8 decimals.' };
  }
  const value = units(text);
  if (value === 0n) {
    return { problem: 'The price must be above zero.' };
  }
  return value > LARGEST ? { problem: 'The largest price is 92,233,720,368.' } : { value };
}

/** A plain decimal that typed() reads in one way: three decimals may be taken for thousands. */
export function written(value) {
  const text = plain(value);
  return 'readings' in typed(text) ? `${text}0` : text;
}

/** One of two readings, so that it cannot be taken for the other: "1.234 (between 1 and 2)". */
export function reading(value) {
  const whole = value / UNIT;
  return value % UNIT === 0n ? plain(value) : `${plain(value)} (between ${whole} and ${whole + 1n})`;
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
