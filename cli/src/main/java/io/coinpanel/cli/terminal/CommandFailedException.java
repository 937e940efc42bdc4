package io.coinpanel.cli.terminal;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Ends a command with one sentence for the user: what happened and what to do. */
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public CommandFailedException(String sentence) {
    this(sentence, CommandLine.ExitCode.SOFTWARE, null);
  }

  public CommandFailedException(String sentence, Throwable cause) {
    this(sentence, CommandLine.ExitCode.SOFTWARE, cause);
  }

  private CommandFailedException(String sentence, int exitCode, @Nullable Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /** Refused, so that trying again does not help. */
  public static CommandFailedException refused(String sentence) {
    return new CommandFailedException(sentence, CommandLine.ExitCode.USAGE, null);
  }

  /**
   * The server refused it.
   *
   * @param isTransient whether trying again may help
   */
  public static CommandFailedException refused(String reason, boolean isTransient) {
    String sentence = "The server rejected the request: " + reason + ".";
    return isTransient ? new CommandFailedException(sentence) : refused(sentence);
  }

  int exitCode() {
    return exitCode;
  }
}
