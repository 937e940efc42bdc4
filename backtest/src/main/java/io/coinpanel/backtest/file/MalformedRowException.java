package io.coinpanel.backtest.file;

/** A row is not what its file's rows are; says what is wrong, without a stop. */
final class MalformedRowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedRowException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
