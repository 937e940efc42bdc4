package io.coinpanel.simulator.source;

/** Publishes due trades. */
interface TradeSource {

  /** When to call it again. */
  enum Next {
    AT_ONCE,
    LATER,
    NEVER
  }

  /** Publishes what is due at this time (ms), some {@code most} trades at most. */
  Next publish(long now, int most);
}
