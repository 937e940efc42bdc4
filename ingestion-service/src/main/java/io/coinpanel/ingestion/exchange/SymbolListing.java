package io.coinpanel.ingestion.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The exchange's symbol list. */
public interface SymbolListing {

  /**
   * All symbols trading now. Makes one request and never waits for a rate limit: see {@link
   * ListingUnavailableException#retryAfter}.
   *
   * @throws ListingUnavailableException if the list is currently unavailable
   */
  List<ListedSymbol> trading() throws ListingUnavailableException, InterruptedException;

  /**
   * A symbol that can be traded.
   *
   * @param name in lower case
   */
  record ListedSymbol(String name, String baseAsset, String quoteAsset) {}

  /** The exchange did not return a symbol list. */
  final class ListingUnavailableException extends IOException {

    private final Duration retryAfter;

    /**
     * @param retryAfter requests before this time are rejected; zero if unknown
     */
    public ListingUnavailableException(String why, Duration retryAfter, Throwable cause) {
      super(why, cause);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
