package io.coinpanel.webserver.protocol;

/** Thrown while parsing a field; never escapes {@link CommandParser}. */
final class InvalidCommandException extends Exception {

  private final transient ErrorCode code;
  private final String reason;

  InvalidCommandException(ErrorCode code, String reason) {
    super(reason, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  static InvalidCommandException invalid(String field, String what) {
    return new InvalidCommandException(ErrorCode.INVALID_MESSAGE, field + " " + what);
  }

  ErrorCode code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
