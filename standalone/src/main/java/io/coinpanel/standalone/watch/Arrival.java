package io.coinpanel.standalone.watch;

/**
 * The wish to be connected, until it is fulfilled.
 *
 * @param isReturn whether the connection was only lent to somebody, which nobody needs to hear of
 * @param backoff starts over once it is
 */
record Arrival(boolean isReturn, Backoff backoff) {

  void made() {
    backoff.reset();
  }
}
