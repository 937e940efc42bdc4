// Ids of one owner's notifications grow. They can exceed 2^53, so they are strings.

/** @returns {boolean} whether the first id was given later than the second */
export function isLater(id, other) {
  return BigInt(id) > BigInt(other);
}
