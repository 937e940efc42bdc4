package io.coinpanel.ingestion.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What the exchange trades. */
public interface Listing {

  /**
   * Every symbol that can be traded now. Asks once and never waits for a limit of the exchange:
   * that is an answer too, see {@link ListingUnavailable#retryAfter}.
   *
   * @throws ListingUnavailable if the exchange cannot tell now
   */
  List<ListedSymbol> trading() throws ListingUnavailable, InterruptedException;

  /**
   * A symbol that can be traded.
   *
   * @param name in lower case
   */
  record ListedSymbol(String name, String baseAsset, String quoteAsset) {}

  /** The exchange did not answer, or not with symbols. */
  final class ListingUnavailable extends IOException {

    private final Duration retryAfter;

    /**
     * @param retryAfter before this time has passed every request is refused; zero if not known
     */
    public ListingUnavailable(String why, Duration retryAfter, Throwable cause) {
      super(why, cause);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
