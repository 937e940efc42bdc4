package io.coinpanel.model;

/** How a crossing was detected. */
public enum Source implements WireEnum {
  /** In the trade stream. */
  LIVE,
  /** In history fetched after a gap in the stream. */
  BACKFILL,
  /**
   * Across a gap that could not be filled: the price after it is on the other side of the
   * threshold.
   */
  GAP
}
