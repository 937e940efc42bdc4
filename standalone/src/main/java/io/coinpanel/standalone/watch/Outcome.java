package io.coinpanel.standalone.watch;

/** How a connection ended for the watch. */
sealed interface Outcome {

  /** The one crossing that was asked for has been told. */
  record Done() implements Outcome {}

  /** The subscription was given up from elsewhere. */
  record GivenUp() implements Outcome {}

  /** The server will never grant this. */
  record Refused(String message) implements Outcome {}

  /** The server did not resume the session, for a reason that may pass; it stays remembered. */
  record NotResumed(String message) implements Outcome {}

  /** There is no CoinPanel at this address. */
  record WrongAddress(String message) implements Outcome {}

  /** Another connection has resumed as the same session. */
  record Moved() implements Outcome {}

  /** The connection is gone, and another one may do better. */
  record Lost(String why) implements Outcome {}
}
