package io.coinpanel.ingestion.feed;

/** What a trade is to the ones before it, as its id tells: the ids of a symbol are consecutive. */
enum SequenceGuard {
  /** The symbol's first trade. */
  FIRST,
  /** Seen before. */
  DUPLICATE,
  /** The one that follows. */
  NEXT,
  /** One that follows trades not seen. */
  GAP;

  /**
   * Judges a trade by the last one.
   *
   * @param lastId zero before the first
   */
  static SequenceGuard judge(long lastId, long id) {
    if (lastId == 0) {
      return FIRST;
    }
    if (id <= lastId) {
      return DUPLICATE;
    }
    return id == lastId + 1 ? NEXT : GAP;
  }
}
