package io.coinpanel.webserver.protocol;

/** Reason for closing a socket, with its close code. */
public enum CloseReason {
  SHUTTING_DOWN(1001, "the server is shutting down"),
  BINARY(1003, "only text frames are accepted"),
  NOT_UTF8(1007, "text is not valid UTF-8"),
  FLOODING(1008, "too many commands"),
  TOO_LONG(1009, "message exceeds 8192 bytes"),
  BROKEN(1011, "internal error"),
  UNAVAILABLE(1013, "unavailable, try again later"),
  RESUMED_ELSEWHERE(4001, "resumed elsewhere"),
  NO_PONG(4002, "no pong"),
  NOT_AUTHENTICATED(4401, "not authenticated in time, or the credential has ended");

  private final int code;
  private final String text;

  CloseReason(int code, String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  public String text() {
    return text;
  }
}
