package io.coinpanel.standalone.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A result could not be written, so that nobody has seen it. */
public final class OutputLost extends RuntimeException {

  private static final long serialVersionUID = 1L;
  // What a shell reports of a program that SIGPIPE has ended.
  private static final int PIPE_CLOSED = 141;

  private OutputLost(@Nullable IOException cause) {
    super(cause);
  }

  /** Makes sure that everything printed so far was written. */
  static void check(PrintWriter out) {
    if (out.checkError()) {
      throw new OutputLost(out instanceof StandardOutput output ? output.failure() : null);
    }
  }

  int exitCode() {
    return isPipeClosed() ? PIPE_CLOSED : 1;
  }

  /** Whether the reader has closed the pipe, which it needs no word about. */
  boolean isPipeClosed() {
    return reason().contains("Broken pipe");
  }

  String reason() {
    Throwable cause = getCause();
    return cause == null ? "unknown reason" : String.valueOf(cause.getMessage());
  }
}
