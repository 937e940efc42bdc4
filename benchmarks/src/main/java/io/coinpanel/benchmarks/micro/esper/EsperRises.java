package io.coinpanel.benchmarks.micro.esper;

import java.util.function.LongConsumer;

/**
 * Rules that fire once: when the price is so much above the lowest one in a window.
 *
 * <p>A trade has the price before, which was in force until its time. So the lowest of those in an
 * externally timed window is what is to be compared with, and the one at the window's begin is
 * among them.
 */
public abstract class EsperRises extends EsperEngine {

  EsperRises(LongConsumer fired) {
    super(fired);
  }

  /** Adds a rule by parts per million; all before the first trade. */
  public abstract void add(long id, int ppm, int seconds);
}
