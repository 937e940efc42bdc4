package io.coinpanel.matching;

/** A matcher's state is damaged or of another version, so that nothing can continue from it. */
public final class UnreadableStateException extends Exception {

  private static final long serialVersionUID = 1;

  UnreadableStateException(String reason) {
    super("Cannot read the state of a matcher: " + reason);
  }
}
