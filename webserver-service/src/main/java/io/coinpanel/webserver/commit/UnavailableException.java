package io.coinpanel.webserver.commit;

/** The database cannot be reached; the client may ask the same again. */
public final class UnavailableException extends RuntimeException {

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public UnavailableException(String message) {
    super(message);
  }
}
