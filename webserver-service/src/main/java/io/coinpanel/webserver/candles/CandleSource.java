package io.coinpanel.webserver.candles;

import java.io.IOException;
import java.util.List;

/** Where candles come from. */
interface CandleSource {

  /**
   * The newest candles, oldest first.
   *
   * @param symbol in lower case
   * @throws IOException if they cannot be had now
   */
  List<Candle> newest(String symbol, CandleInterval interval, int limit)
      throws IOException, InterruptedException;
}
