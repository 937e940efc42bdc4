package io.coinpanel.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Standard output could not be written. */
public final class OutputFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  // Exit code of a program terminated by SIGPIPE.
  private static final int PIPE_CLOSED = 141;

  private OutputFailedException(@Nullable IOException cause) {
    super(cause);
  }

  /** Checks that everything printed so far was written. */
  static void check(PrintWriter out) {
    if (out.checkError()) {
      throw new OutputFailedException(
          out instanceof StandardOutput output ? output.failure() : null);
    }
  }

  int exitCode() {
    return isPipeClosed() ? PIPE_CLOSED : 1;
  }

  /** Whether the reader closed the pipe; not reported. */
  boolean isPipeClosed() {
    return reason().contains("Broken pipe");
  }

  String reason() {
    Throwable cause = getCause();
    return cause == null ? "unknown reason" : String.valueOf(cause.getMessage());
  }
}
