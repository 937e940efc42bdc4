package io.coinpanel.ingestion.exchange.binance;

import java.io.IOException;

/** The exchange answered with something else than what it documents. */
final class UnusableAnswer extends IOException {

  UnusableAnswer(String what) {
    super(what);
  }

  UnusableAnswer(String what, Throwable cause) {
    super(what, cause);
  }
}
