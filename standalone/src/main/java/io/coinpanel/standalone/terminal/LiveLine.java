package io.coinpanel.standalone.terminal;

import java.io.PrintWriter;

/**
 * The line at the bottom of a terminal that changes. The terminal itself cuts it at its right
 * margin, whatever its width is at the moment, as wrapping is off while it is written.
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

  /** Makes room for a line above; to be followed by {@link #draw()}. */
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

  /** Takes it away. */
  void end() {
    erase();
    text = "";
  }

  // In one piece: a process killed at any moment leaves a terminal that wraps.
  private void write(String codes) {
    terminal.print(codes);
    terminal.flush();
  }
}
