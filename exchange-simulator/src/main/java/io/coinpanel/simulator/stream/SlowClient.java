package io.coinpanel.simulator.stream;

/** What happens to a client that does not read as fast as it is sent to. */
public enum SlowClient {
  /** It is cut off, as the real exchange does. */
  CUT,
  /** The sources of trades wait for it: for measuring how fast a client can be. */
  AWAITED
}
