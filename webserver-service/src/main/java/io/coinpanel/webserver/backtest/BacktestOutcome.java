package io.coinpanel.webserver.backtest;

import io.coinpanel.backtest.Firing;
import java.time.Instant;
import java.util.List;

/** The outcome of a backtest request. */
public sealed interface BacktestOutcome {

  /**
   * It ran.
   *
   * @param end until when trades were evaluated
   * @param truncated whether that is before the end that was asked for
   */
  record Done(
      List<Firing> firings,
      long trades,
      long missing,
      Instant start,
      Instant end,
      boolean truncated)
      implements BacktestOutcome {}

  /** The owner has one that runs. */
  record OwnerBusy() implements BacktestOutcome {}

  /** As many run as may. */
  record AllBusy() implements BacktestOutcome {}

  /** History could not be had. */
  record NoHistory() implements BacktestOutcome {}

  /** Nobody waits for it any more. */
  record Abandoned() implements BacktestOutcome {}
}
