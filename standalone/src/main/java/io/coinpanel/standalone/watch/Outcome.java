package io.coinpanel.standalone.watch;

/** How a connection ended for the watch. */
sealed interface Outcome {

  /** The one crossing that was asked for has been told. */
  record Done() implements Outcome {}

  /** The server will never grant this. */
  record Refused(String message) implements Outcome {}

  /** The connection is gone, and another one may do better. */
  record Lost(String why) implements Outcome {}
}
