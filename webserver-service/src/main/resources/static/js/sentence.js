// One paragraph that says what an alert will do.

import { kindOf } from './conditions/conditions.js';
import { duration } from './words.js';

const OFTEN = { once: 'Notifies once, when', every: 'Notifies each time', once_per_minute: 'Notifies, at most once a minute, when' };

/**
 * @param {Object} terms complete ones
 * @param {string} name of the symbol
 * @param {Object} sight see conditions.js
 */
export function sentence(terms, name, sight) {
  const kind = kindOf(terms.condition);
  const pause = terms.cooldown_seconds ? `, then pauses for ${duration(terms.cooldown_seconds)}` : '';
  return [
    `${OFTEN[terms.repeat] ?? OFTEN.every} ${kind.clause(terms, name)}${pause}.`,
    sight.price === null ? '' : kind.outlook(terms, sight),
    ...kind.after(terms),
  ].filter(Boolean).join(' ');
}
