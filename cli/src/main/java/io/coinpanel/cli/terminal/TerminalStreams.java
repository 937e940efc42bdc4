package io.coinpanel.cli.terminal;

/**
 * Which streams are terminals. Java cannot tell per stream, so the launcher passes it; the default
 * is a pipe.
 */
record TerminalStreams(boolean out, boolean err) {

  static TerminalStreams detect() {
    return new TerminalStreams(
        Boolean.getBoolean("coinpanel.terminal.out"), Boolean.getBoolean("coinpanel.terminal.err"));
  }
}
