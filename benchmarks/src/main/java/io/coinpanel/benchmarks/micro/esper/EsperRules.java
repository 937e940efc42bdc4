package io.coinpanel.benchmarks.micro.esper;

import java.util.function.LongConsumer;

/** Rules that fire when the price rises above a threshold. */
public abstract class EsperRules extends EsperEngine {

  EsperRules(LongConsumer fired) {
    super(fired);
  }

  public abstract void add(long id, long threshold);

  /** Sends a trade of which the time does not matter. */
  public final void trade(long price) {
    trade(price, 0);
  }
}
