package io.coinpanel.simulator.stream;

import java.util.regex.Pattern;

/**
 * What can be the name of a stream. A well-formed name of a symbol that does not exist is
 * acknowledged like any other, and so are the other kinds of stream, which stay silent here.
 */
final class StreamNames {

  private static final Pattern WELL_FORMED =
      Pattern.compile(
          "[\\p{L}\\p{N}_.-]{1,40}@(trade|aggTrade|bookTicker|miniTicker|ticker|avgPrice"
              + "|ticker_[0-9]+[hdw]|kline_[0-9]+[smhdwM](@\\+08:00)?|depth([0-9]+)?(@[0-9]+ms)?)"
              + "|!(ticker|miniTicker|bookTicker|ticker_[0-9]+[hdw])(@arr)?");

  private StreamNames() {}

  static boolean wellFormed(String name) {
    return WELL_FORMED.matcher(name).matches();
  }
}
