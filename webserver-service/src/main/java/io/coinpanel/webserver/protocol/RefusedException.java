package io.coinpanel.webserver.protocol;

/** Leaves the reader from the depth of a field; never leaves {@link CommandReader}. */
final class RefusedException extends Exception {

  private final transient ErrorCode code;
  private final String reason;

  RefusedException(ErrorCode code, String reason) {
    super(reason, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  static RefusedException invalid(String field, String what) {
    return new RefusedException(ErrorCode.INVALID_MESSAGE, field + " " + what);
  }

  ErrorCode code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
