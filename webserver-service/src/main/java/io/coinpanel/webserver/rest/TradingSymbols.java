package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.ProblemException;
import io.coinpanel.webserver.symbols.Symbols;

/** Rejects symbols that cannot be watched. */
final class TradingSymbols {

  static final String NOT_TRADING =
      "symbol is unknown or not trading; /api/symbols lists those that are";

  private TradingSymbols() {}

  /**
   * Requires that a symbol trades.
   *
   * @throws ProblemException if it does not, or if that is not known yet
   */
  static void require(String symbol, Symbols symbols) {
    requireLoaded(symbols);
    if (!symbols.isTrading(symbol)) {
      throw Problem.of(ErrorCode.INVALID_SYMBOL, NOT_TRADING, "symbol").toException();
    }
  }

  /** Requires that it is known which symbols trade. */
  static void requireLoaded(Symbols symbols) {
    if (!symbols.isLoaded()) {
      throw Problem.of(ErrorCode.UNAVAILABLE, "the symbol list is not loaded yet").toException();
    }
  }
}
