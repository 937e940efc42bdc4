package io.coinpanel.webserver.commit;

/** The database cannot be reached: nothing was stored, and the client may try again. */
public final class UnavailableException extends RuntimeException {

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public UnavailableException(String message) {
    super(message);
  }
}
