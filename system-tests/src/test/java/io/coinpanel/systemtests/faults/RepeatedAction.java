package io.coinpanel.systemtests.faults;

import io.coinpanel.systemtests.LoadPacing;
import java.time.Duration;

/** Does something again and again on a thread of its own, whether it succeeds or not. */
final class RepeatedAction {

  private final Thread thread;
  private volatile boolean isOver;

  private RepeatedAction(FaultEnvironment.Action action, Duration pause) {
    thread = Thread.ofVirtual().start(() -> run(action, pause));
  }

  static RepeatedAction every(Duration pause, FaultEnvironment.Action action) {
    return new RepeatedAction(action, pause);
  }

  private void run(FaultEnvironment.Action action, Duration pause) {
    while (!isOver) {
      try {
        action.run();
      } catch (Exception failed) {
        // The next one may not.
      }
      LoadPacing.pause(pause.toNanos());
    }
  }

  /** Ends it, and waits until it has ended. */
  void end() throws InterruptedException {
    isOver = true;
    thread.join();
  }
}
