package io.coinpanel.database;

/** The database is not what a service needs yet. The message says why in one sentence. */
final class DatabaseNotReady extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseNotReady(String message) {
    super(message);
  }

  DatabaseNotReady(Throwable failure) {
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
