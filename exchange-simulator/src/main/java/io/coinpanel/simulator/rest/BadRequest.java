package io.coinpanel.simulator.rest;

/** A request the exchange refuses, with its code and words. */
final class BadRequest extends RuntimeException {

  private final int code;

  BadRequest(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  RestAnswer answer() {
    return RestAnswer.failed(400, code, String.valueOf(getMessage()));
  }
}
