package io.coinpanel.ingestion.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The exchange's record of past trades. */
public interface TradeHistory {

  /**
   * The oldest trades that are no older than the given time. Asks once and never waits for a limit
   * of the exchange: that is an answer too, see {@link HistoryUnavailable#retryAfter}.
   *
   * @throws HistoryUnavailable if the exchange cannot tell now
   */
  HistoryPage since(String symbol, Instant time, Urgency urgency)
      throws HistoryUnavailable, InterruptedException;

  /**
   * The trades behind a page.
   *
   * @param next what the page said comes next
   * @throws HistoryUnavailable if the exchange cannot tell now
   */
  HistoryPage from(String symbol, long next, Urgency urgency)
      throws HistoryUnavailable, InterruptedException;

  /** What a request is for: a part of the exchange's limit is kept for what alerts wait for. */
  enum Urgency {
    /** Trades are known to be missing. */
    GAP,
    /** A symbol is in doubt. */
    CHECK
  }

  /**
   * Trades in order of their ids.
   *
   * @param isLast whether the exchange had no more when it answered
   * @param next where the next page begins
   */
  record HistoryPage(List<PastTrades> trades, boolean isLast, long next) {}

  /**
   * Consecutive trades at one price.
   *
   * @param aggregateId consecutive: between two rows whose numbers follow each other nothing was
   *     traded, whatever the trade ids say
   * @param price units of {@link io.coinpanel.model.Price}
   * @param time epoch milliseconds
   */
  record PastTrades(long aggregateId, long firstId, long lastId, long price, long time) {}

  /** The exchange did not answer, or not with history. */
  final class HistoryUnavailable extends Exception {
    private final String why;
    private final Duration retryAfter;

    public HistoryUnavailable(String why) {
      super(why);
      this.why = why;
      this.retryAfter = Duration.ZERO;
    }

    public HistoryUnavailable(String why, Throwable cause) {
      super(why, cause);
      this.why = why;
      this.retryAfter = Duration.ZERO;
    }

    /** The exchange, or our own limit for it, allows no request before this time has passed. */
    public HistoryUnavailable(String why, Duration retryAfter) {
      super(why);
      this.why = why;
      this.retryAfter = retryAfter;
    }

    /** Before this time has passed every request is refused; zero if that is not known. */
    public Duration retryAfter() {
      return retryAfter;
    }

    public String why() {
      return why;
    }
  }
}
