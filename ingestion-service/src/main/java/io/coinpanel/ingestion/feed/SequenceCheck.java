package io.coinpanel.ingestion.feed;

/** Classifies a trade by its id: ids of a symbol are consecutive. */
public enum SequenceCheck {
  /** The symbol's first trade. */
  FIRST,
  /** Seen before. */
  DUPLICATE,
  /** The one that follows. */
  NEXT,
  /** One that follows trades not seen. */
  GAP,
  /** The first of a new sequence: the exchange has begun to count again. */
  RESTARTED;

  /** What stands for the id of the last trade before there is one: ids begin at zero. */
  public static final long NONE = -1;

  // Trade times follow ids within a few milliseconds, so an old id with a new time is not a
  // duplicate.
  private static final long RESTART_MILLIS = 100;

  /**
   * Checks a trade against the last one.
   *
   * @param lastId {@link #NONE} before the first
   * @param lastTime epoch milliseconds
   * @param time epoch milliseconds
   */
  public static SequenceCheck check(long lastId, long lastTime, long id, long time) {
    if (id == lastId + 1 && lastId != NONE) {
      return NEXT;
    }
    if (lastId == NONE) {
      return FIRST;
    }
    if (id > lastId) {
      return GAP;
    }
    return time - lastTime > RESTART_MILLIS ? RESTARTED : DUPLICATE;
  }
}
