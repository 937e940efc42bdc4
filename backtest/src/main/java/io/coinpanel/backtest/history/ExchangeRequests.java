package io.coinpanel.backtest.history;

import java.io.IOException;

/** Asks the exchange over REST, within its limits. */
@FunctionalInterface
public interface ExchangeRequests {

  /**
   * The body of a response with status 200.
   *
   * @param path with its query
   * @param weight what the exchange counts for it
   * @throws IOException if it did not answer so, or may not be asked now
   */
  byte[] get(String path, int weight) throws IOException, InterruptedException;
}
