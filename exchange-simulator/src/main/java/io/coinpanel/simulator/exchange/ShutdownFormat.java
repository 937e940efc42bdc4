package io.coinpanel.simulator.exchange;

/** The two shapes of the notice before a server goes down. */
public enum ShutdownFormat {
  AS_CONNECTED,
  RAW,
  COMBINED;

  boolean combined(boolean connectedCombined) {
    return this == COMBINED || (this == AS_CONNECTED && connectedCombined);
  }
}
