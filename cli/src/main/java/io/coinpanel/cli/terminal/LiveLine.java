package io.coinpanel.cli.terminal;

import java.io.PrintWriter;

/**
 * The updating status line at the bottom of a terminal. Written with wrapping off, so the terminal
 * truncates it at any width.
 */
final class LiveLine {

  private static final String ERASE = "\r\u001b[2K";
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintWriter terminal;
  private String text = "";

  LiveLine(PrintWriter terminal) {
    this.terminal = terminal;
  }

  void show(String changed) {
    text = changed;
    draw();
  }

  /** Clears it for a line above; followed by {@link #draw()}. */
  void erase() {
    if (!text.isEmpty()) {
      write(ERASE);
    }
  }

  void draw() {
    if (!text.isEmpty()) {
      write(ERASE + NO_WRAP + text + WRAP);
    }
  }

  /** Removes it. */
  void end() {
    erase();
    text = "";
  }

  // Written at once, so that a killed process leaves wrapping on.
  private void write(String codes) {
    terminal.print(codes);
    terminal.flush();
  }
}
