package io.coinpanel.benchmarks.load;

/** What is done with what clients hear; called on the crowd's one thread. */
@FunctionalInterface
public interface Ears {

  /**
   * A client has read a message whole.
   *
   * @param at when, by {@link System#nanoTime()}
   */
  void hear(Client client, Frame frame, long at);
}
