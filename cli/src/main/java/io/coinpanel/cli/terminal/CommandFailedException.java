package io.coinpanel.cli.terminal;

/** Ends a command with one sentence for the user: what happened and what to do. */
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailedException(String sentence) {
    super(sentence);
  }

  public CommandFailedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
