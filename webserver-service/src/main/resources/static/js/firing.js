// What a notification says: in the server's words, which know every condition.

import { grouped, units } from './decimal.js';
import { kindOf, title } from './conditions/conditions.js';
import { duration, time } from './words.js';

/** "rose above 65,000", after the name of the symbol. */
export function said(notification) {
  const { message, symbol } = notification;
  const start = `${symbol.toUpperCase()} `;
  if (!message?.startsWith(start)) {
    return `fired: ${title(notification)}`;
  }
  return message
    .slice(start.length)
    .replace(/: [\d.]+$/, '')
    .replace(/\b(\d+) s\b/g, (_, seconds) => duration(Number(seconds)))
    .replace(/\d+(\.\d+)?/g, (number) => grouped(number));
}

/** Prices and times that the words leave out: "level 60,800". */
export function details(notification) {
  const { message = '', level, reference_price, bar_end } = notification;
  const prices = [['level', level], ['from', reference_price]].filter(([, price]) => price && !message.includes(` ${price}`));
  return [...prices.map(([name, price]) => `${name} ${grouped(price)}`), ...(bar_end ? [`bar until ${time(new Date(bar_end))}`] : [])];
}

/** @returns {'up' | 'down' | null} which way the price went, as far as that is known */
export function wayOf({ condition, direction, price, previous_price }) {
  if (direction) {
    return direction === 'up' ? 'up' : 'down';
  }
  const { way } = kindOf(condition);
  if (way !== 'both') {
    return way;
  }
  if (!previous_price || units(price) === units(previous_price)) {
    return null;
  }
  return units(price) > units(previous_price) ? 'up' : 'down';
}

/** The price that was reached or passed, as text. */
export function levelOf({ level, threshold, price }) {
  return level ?? threshold ?? price;
}
