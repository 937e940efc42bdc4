package io.coinpanel.database;

/** The database is not ready for the service. The message gives the reason in one sentence. */
final class DatabaseNotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseNotReadyException(String message) {
    super(message);
  }

  DatabaseNotReadyException(Throwable failure) {
    super(innermost(failure), failure);
  }

  /** The innermost message: Flyway's own ones repeat it over many lines. */
  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
