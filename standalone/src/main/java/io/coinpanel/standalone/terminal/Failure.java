package io.coinpanel.standalone.terminal;

/** The end of a command, in one sentence for its user: what happened, and what to do. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Failure(String sentence) {
    super(sentence);
  }

  public Failure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
