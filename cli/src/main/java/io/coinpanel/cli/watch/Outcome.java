package io.coinpanel.cli.watch;

/** How a watch's socket ended. */
sealed interface Outcome {

  /** The one crossing of --once was printed. */
  record Done() implements Outcome {}

  /** The subscription has finished without a crossing. */
  record Finished(String message) implements Outcome {}

  /** Another watch uses this session. */
  record InUse() implements Outcome {}

  /** The subscription was unsubscribed elsewhere. */
  record Unsubscribed() implements Outcome {}

  /** The server does not accept the credential, which the sentence says. */
  record NotAccepted(String sentence) implements Outcome {}

  /** The server permanently rejects this. */
  record Rejected(String message) implements Outcome {}

  /** The server did not resume the session for a transient reason; it stays saved. */
  record NotResumed(String message) implements Outcome {}

  /** There is no CoinPanel at this address. */
  record WrongAddress(String message) implements Outcome {}

  /** Another connection has resumed as the same session. */
  record ResumedElsewhere() implements Outcome {}

  /** The socket was lost; reconnect. */
  record Disconnected(String why) implements Outcome {}
}
