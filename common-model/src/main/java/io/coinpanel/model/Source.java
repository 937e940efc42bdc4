package io.coinpanel.model;

/** How a crossing was seen. */
public enum Source implements Term {
  /** In the trade stream. */
  LIVE,
  /** In history fetched after a gap in the stream. */
  BACKFILL,
  /**
   * Across a hole that could not be filled: the price after it is on the threshold's other side.
   */
  GAP
}
