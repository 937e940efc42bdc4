package io.coinpanel.webserver.commit;

/** The database is unavailable; the client may retry. */
public final class UnavailableException extends RuntimeException {

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public UnavailableException(String message) {
    super(message);
  }
}
