// Instants in fields of type datetime-local, which know no time zone: it is the browser's.

const MINUTE_MS = 60_000;

/** "2026-11-28T15:30" of an instant; empty for null. */
export function toLocal(instant) {
  if (!instant) {
    return '';
  }
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}

/** The instant of a field's value; null if it is empty. */
export function fromLocal(value) {
  return value ? new Date(value).toISOString() : null;
}
