package io.coinpanel.ingestion.exchange;

import java.io.IOException;
import java.util.List;

/** What the exchange trades. */
public interface Listing {

  /**
   * Every symbol that can be traded now.
   *
   * @throws IOException if the exchange cannot tell now
   */
  List<ListedSymbol> trading() throws IOException, InterruptedException;

  /**
   * A symbol that can be traded.
   *
   * @param name in lower case
   */
  record ListedSymbol(String name, String baseAsset, String quoteAsset) {}
}
