package io.coinpanel.standalone.faults;

import io.coinpanel.standalone.Pace;
import java.time.Duration;

/** Does something again and again on a thread of its own, whether it succeeds or not. */
final class Repeated {

  private final Thread thread;
  private volatile boolean isOver;

  private Repeated(Stage.Deed deed, Duration pause) {
    thread = Thread.ofVirtual().start(() -> run(deed, pause));
  }

  static Repeated every(Duration pause, Stage.Deed deed) {
    return new Repeated(deed, pause);
  }

  private void run(Stage.Deed deed, Duration pause) {
    while (!isOver) {
      try {
        deed.happen();
      } catch (Exception failed) {
        // The next one may not.
      }
      Pace.pause(pause.toNanos());
    }
  }

  /** Ends it, and waits until it has ended. */
  void end() throws InterruptedException {
    isOver = true;
    thread.join();
  }
}
