package io.coinpanel.testkit.conditions;

/** Where a trade was found. */
public enum Source {
  LIVE,
  BACKFILL,
  /** Trades before it are missing and cannot be had. */
  GAP
}
