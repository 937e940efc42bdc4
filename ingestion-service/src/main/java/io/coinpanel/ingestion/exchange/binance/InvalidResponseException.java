package io.coinpanel.ingestion.exchange.binance;

import java.io.IOException;

/** The response does not match the documented format. */
final class InvalidResponseException extends IOException {

  InvalidResponseException(String what) {
    super(what);
  }

  InvalidResponseException(String what, Throwable cause) {
    super(what, cause);
  }
}
