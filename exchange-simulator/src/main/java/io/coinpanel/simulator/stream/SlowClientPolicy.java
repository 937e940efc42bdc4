package io.coinpanel.simulator.stream;

/** What happens to a client that does not read as fast as it is sent to. */
public enum SlowClientPolicy {
  /** It is cut off, as the real exchange does. */
  DISCONNECT,
  /** Trade sources wait for it: measures client throughput. */
  WAIT
}
