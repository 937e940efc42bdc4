package io.coinpanel.simulator.rest;

/** A rejected request, with the exchange's code and message. */
final class BadRequestException extends RuntimeException {

  private final int code;

  BadRequestException(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  RestResponse answer() {
    return RestResponse.failed(400, code, String.valueOf(getMessage()));
  }
}
