// A condition that a later server knows, and this page does not: shown with its name.

/** @returns {import('./conditions.js').Kind} */
export function unknown(condition) {
  const name = String(condition).replaceAll('_', ' ');
  return {
    icon: 'bell',
    way: 'both',
    required: [],
    optional: [],
    title: () => name,
    clause: (terms, symbol) => `${symbol}: ${name}`,
    details: () => 'set elsewhere',
    after: () => [],
    outlook: () => '',
    problem: () => null,
    lines: () => [],
    bands: () => [],
    distance: () => null,
  };
}
