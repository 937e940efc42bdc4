package io.coinpanel.simulator.source;

/** Publishes trades as they fall due. */
interface TradeSource {

  /** When it wants to be asked again. */
  enum Next {
    AT_ONCE,
    LATER,
    NEVER
  }

  /** Publishes what is due at this time (ms), some {@code most} trades at most. */
  Next publish(long now, int most);
}
