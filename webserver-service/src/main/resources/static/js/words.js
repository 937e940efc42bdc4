// Texts for alerts and times.

export const CONDITIONS = { above: 'rises above', below: 'falls below', cross: 'crosses' };

/** The side a price has to come from: what is meant by a threshold if nothing else is said. */
export function likelyCondition(price, threshold) {
  return threshold < price ? 'below' : 'above';
}

export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** Seconds as "5 minutes". */
export function duration(seconds) {
  if (seconds < 60) {
    return plural(seconds, 'second');
  }
  return seconds < 3600 ? plural(Math.round(seconds / 60), 'minute') : plural(Math.round(seconds / 3600), 'hour');
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** The time of day, with the day where it is another one. */
export function time(date) {
  const today = new Date().toDateString() === date.toDateString();
  return today ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
}

/** What a notification says; for cross, which way it went. */
export function crossed(notification) {
  const up = rose(notification);
  return `${up ? 'rose above' : 'fell below'}`;
}

/** Whether the price went up through the threshold. */
export function rose(notification) {
  if (notification.condition !== 'cross') {
    return notification.condition === 'above';
  }
  return Number(notification.price) > Number(notification.previous_price);
}

const REASONS = {
  invalid_symbol: 'This symbol is unknown or not trading. Choose one from the list.',
  limit_exceeded: 'Your list is full. Remove an alert first.',
  invalid_threshold: 'The server does not accept this price.',
  rate_limited: 'That was too fast. Try again in a second.',
  unavailable: 'The server cannot save anything right now. Try again in a moment.',
  lost: 'The connection was lost before the reply. Whatever was saved appears once it is back.',
  offline: 'Not connected, so nothing was saved. Try again once the connection is back.',
};

/** An error as a sentence. */
export function reason(refusal) {
  return REASONS[refusal.code] ?? `The server says: ${refusal.message}.`;
}
