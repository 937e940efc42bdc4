// Texts for alerts and times.

import { grouped } from './decimal.js';

export const CONDITIONS = { above: 'rises above', below: 'falls below', cross: 'crosses' };
const OTHERS = { enter: 'enters', leave: 'leaves', rise: 'rises', fall: 'falls', move: 'moves', step: 'steps by' };

/** The parameters of conditions; an alert has some of them. */
const PARAMETERS = ['threshold', 'lower', 'upper', 'percent', 'amount', 'within_seconds', 'from', 'rearm', 'hold_seconds', 'bar'];

/** An alert's condition with its parameters, as a command takes them. */
export function conditionOf(alert) {
  const has = PARAMETERS.filter((name) => alert[name] !== undefined);
  return { condition: alert.condition, ...Object.fromEntries(has.map((name) => [name, alert[name]])) };
}

/** What an alert waits for: "rises above 65,000", "enters 64,000 to 65,000". */
export function waitsFor(alert) {
  if (alert.threshold !== undefined) {
    return `${CONDITIONS[alert.condition]} ${grouped(alert.threshold)}`;
  }
  const verb = OTHERS[alert.condition] ?? alert.condition;
  if (alert.lower !== undefined) {
    return `${verb} ${grouped(alert.lower)} to ${grouped(alert.upper)}`;
  }
  return `${verb} ${alert.percent === undefined ? grouped(alert.amount ?? '') : `${alert.percent} %`}`;
}

/** The side a price has to come from: what is meant by a threshold if nothing else is said. */
export function likelyCondition(price, threshold) {
  return threshold < price ? 'below' : 'above';
}

export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** Seconds as "5 minutes", in the largest unit that is exact. */
export function duration(seconds) {
  const [length, unit] = [[3600, 'hour'], [60, 'minute']].find(([length]) => seconds % length === 0) ?? [1, 'second'];
  return plural(seconds / length, unit);
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const DAY_AND_YEAR = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** The time of day, with the day and the year where they are other ones. */
export function time(date) {
  const now = new Date();
  if (now.toDateString() === date.toDateString()) {
    return CLOCK.format(date);
  }
  const day = now.getFullYear() === date.getFullYear() ? DAY : DAY_AND_YEAR;
  return `${day.format(date)}, ${CLOCK.format(date)}`;
}

/** What a notification says has happened, for cross with the way it went. */
export function happened(notification) {
  const { threshold, hold_seconds, bar, message } = notification;
  if (threshold === undefined || hold_seconds || bar) {
    // The server's words, between the symbol and the price.
    return message.slice(message.indexOf(' ') + 1, message.lastIndexOf(': '));
  }
  return `${rose(notification) ? 'rose above' : 'fell below'} ${grouped(threshold)}`;
}

/** Whether the price went up. */
export function rose({ direction, condition, price, previous_price }) {
  if (direction) {
    return direction === 'up';
  }
  return condition === 'cross' ? Number(price) > Number(previous_price) : condition === 'above';
}

const PAUSED = {
  disabled: 'Paused',
  limit_exceeded: 'Paused: too many notifications in an hour',
  account_disabled: 'Paused: the account is disabled',
};

/**
 * What an alert is doing, and why.
 * @param {Date | null} blindSince since when the server cannot see its trades
 */
export function state({ status, reason }, blindSince) {
  if (blindSince && (status === 'pending' || status === 'active')) {
    return `Blind since ${time(blindSince)}`;
  }
  switch (status) {
    case 'pending':
      return 'Starting';
    case 'active':
      return 'Watching';
    case 'paused':
      return PAUSED[reason] ?? 'Paused';
    case 'halted':
      return 'Halted: the symbol is not trading';
    default:
      return reason === 'expired' ? 'Expired' : 'Done';
  }
}

/** How often an alert notifies: "once", "every time, 5 minutes pause". */
export function frequency({ repeat, cooldown_seconds }) {
  const often = { once: 'once', once_per_minute: 'once a minute at most' }[repeat] ?? 'every time';
  return cooldown_seconds ? `${often}, ${duration(cooldown_seconds)} pause` : often;
}

const REASONS = {
  invalid_symbol: 'This symbol is unknown or not trading. Choose one from the list.',
  limit_exceeded: 'Your list is full. Remove an alert first.',
  invalid_threshold: 'The server does not accept this price.',
  conflict: 'You have another alert with exactly these terms.',
  unknown_subscription: 'This alert is no longer there.',
  forbidden: 'You are not allowed to do this.',
  unauthorized: 'Sign in to do this.',
  rate_limited: 'Too many requests. Wait a moment, then try again.',
  not_found: 'This is no longer there.',
  unavailable: 'The server cannot save anything right now. Try again in a moment.',
  lost: 'The connection was lost before the reply. Whatever was saved appears once it is back.',
  offline: 'Not connected, so nothing was saved. Try again once the connection is back.',
};

/** An error as a sentence. */
export function reason(refusal) {
  return REASONS[refusal.code] ?? `The server says: ${refusal.message.replace(/\.$/, '')}.`;
}
