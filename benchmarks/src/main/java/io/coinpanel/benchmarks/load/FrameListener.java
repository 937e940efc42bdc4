package io.coinpanel.benchmarks.load;

/** Receives client frames on the event loop. */
@FunctionalInterface
public interface FrameListener {

  /**
   * A client has read a message whole.
   *
   * @param at when, by {@link System#nanoTime()}
   */
  void onFrame(LoadClient loadClient, MessageFrame messageFrame, long at);
}
