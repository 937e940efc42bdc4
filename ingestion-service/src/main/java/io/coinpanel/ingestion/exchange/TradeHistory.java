package io.coinpanel.ingestion.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The exchange's trade history. */
public interface TradeHistory {

  /**
   * The oldest trades at or after the given time. Makes one request and never waits for a rate
   * limit: see {@link HistoryUnavailableException#retryAfter}.
   *
   * @throws HistoryUnavailableException if the list is currently unavailable
   */
  HistoryPage since(String symbol, Instant time, Priority priority)
      throws HistoryUnavailableException, InterruptedException;

  /**
   * The next page.
   *
   * @param next the next id of the previous page
   * @throws HistoryUnavailableException if the list is currently unavailable
   */
  HistoryPage from(String symbol, long next, Priority priority)
      throws HistoryUnavailableException, InterruptedException;

  /** Request priority: part of the rate limit is reserved for requests that alerts depend on. */
  enum Priority {
    /** Trades are known to be missing. */
    GAP,
    /** The symbol is in doubt. */
    CHECK
  }

  /**
   * Trades in order of their ids.
   *
   * @param isLast whether there were no more trades at that time
   * @param nextAggregateId where the next page begins
   */
  record HistoryPage(List<AggregateTrade> trades, boolean isLast, long nextAggregateId) {}

  /**
   * Consecutive trades at one price.
   *
   * @param aggregateId consecutive: nothing was traded between two rows with consecutive aggregate
   *     ids, whatever the trade ids
   * @param price units of {@link io.coinpanel.model.Price}
   * @param time epoch milliseconds
   */
  record AggregateTrade(long aggregateId, long firstId, long lastId, long price, long time) {}

  /** The exchange did not return history. */
  final class HistoryUnavailableException extends Exception {
    private final String reason;
    private final Duration retryAfter;

    public HistoryUnavailableException(String why) {
      super(why);
      this.reason = why;
      this.retryAfter = Duration.ZERO;
    }

    public HistoryUnavailableException(String why, Throwable cause) {
      super(why, cause);
      this.reason = why;
      this.retryAfter = Duration.ZERO;
    }

    /** The exchange, or our own limit for it, allows no request before this time has passed. */
    public HistoryUnavailableException(String why, Duration retryAfter) {
      super(why);
      this.reason = why;
      this.retryAfter = retryAfter;
    }

    /** Requests before this time are rejected; zero if unknown. */
    public Duration retryAfter() {
      return retryAfter;
    }

    public String reason() {
      return reason;
    }
  }
}
