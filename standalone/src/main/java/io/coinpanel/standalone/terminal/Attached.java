package io.coinpanel.standalone.terminal;

/**
 * Which of the streams go to a terminal. Java cannot tell it of each, so the launcher says it; who
 * starts Java without saying it gets what a pipe gets.
 */
record Attached(boolean out, boolean err) {

  static Attached now() {
    return new Attached(
        Boolean.getBoolean("coinpanel.terminal.out"), Boolean.getBoolean("coinpanel.terminal.err"));
  }
}
