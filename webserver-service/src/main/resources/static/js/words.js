// Texts for alerts and times.

/** The side a price has to come from: what is meant by a threshold if nothing else is said. */
export function likelyCondition(price, threshold) {
  return threshold < price ? 'below' : 'above';
}

export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** Seconds as "5 minutes", in the largest unit that is exact. */
export function duration(seconds) {
  const [length, unit] = [[86400, 'day'], [3600, 'hour'], [60, 'minute']].find(([length]) => seconds % length === 0) ?? [1, 'second'];
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
    return `No trades since ${time(blindSince)}`;
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

/** A refusal whose message begins with the name of a field, without that name: "This must …". */
export function withoutField(name, message) {
  return `This ${message.slice(name.length + 1).replace(/^of \w+ /, '')}.`;
}

/** The field that a refusal's message begins with. */
export function fieldOf(refusal) {
  return refusal.code === 'invalid_message' || refusal.code === 'invalid_threshold' ? refusal.message?.split(/[: ]/)[0] : undefined;
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
  unknown_destination: 'This destination is no longer there.',
  unavailable: 'The server cannot save anything right now. Try again in a moment.',
  lost: 'The connection was lost before the reply. Whatever was saved appears once it is back.',
  offline: 'Not connected, so nothing was saved. Try again once the connection is back.',
};

/** An error as a sentence. */
export function reason(refusal) {
  return REASONS[refusal.code] ?? `The server says: ${refusal.message.replace(/\.$/, '')}.`;
}
