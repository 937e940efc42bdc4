// Durations as people type them: "90s", "5m", "1h 30m", "2 hours".

const UNITS = [[86400, 'd', /^d(ays?)?$/], [3600, 'h', /^h(rs?|ours?)?$/], [60, 'm', /^m(ins?|inutes?)?$/], [1, 's', /^s(ecs?|econds?)?$/]];
const PART = /(\d+(?:[.,]\d+)?)\s*([a-z]+)\s*/y;
const BARE = /^\d+([.,]\d+)?$/;

/**
 * @returns {{value: number} | {problem: string}} whole seconds
 */
export function typedDuration(text, { least = 1, most }) {
  const compact = text.trim().toLowerCase();
  if (BARE.test(compact) && Number(compact) !== 0) {
    return { problem: `Add a unit, such as ${compact}s, ${compact}m or ${compact}h.` };
  }
  const seconds = compact === '0' ? 0 : secondsOf(compact);
  if (seconds === null) {
    return { problem: 'Write a time like 90s, 5m or 1h.' };
  }
  if (!Number.isInteger(seconds)) {
    return { problem: 'The time must be a whole number of seconds.' };
  }
  return seconds < least || seconds > most ? { problem: `The time must be from ${shortDuration(least)} to ${shortDuration(most)}.` } : { value: seconds };
}

function secondsOf(text) {
  let sum = 0;
  PART.lastIndex = 0;
  for (let at = 0; at < text.length || at === 0; at = PART.lastIndex) {
    const part = PART.exec(text);
    const length = part && UNITS.find(([, , name]) => name.test(part[2]))?.[0];
    if (!length) {
      return null;
    }
    sum += Number(part[1].replace(',', '.')) * length;
  }
  return Math.round(sum * 1000) / 1000;
}

/** As typedDuration() reads it: "1h 30m". */
export function shortDuration(seconds) {
  let rest = seconds;
  const parts = UNITS.map(([length, name]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count && `${count}${name}`;
  });
  return parts.filter(Boolean).join(' ') || '0s';
}
