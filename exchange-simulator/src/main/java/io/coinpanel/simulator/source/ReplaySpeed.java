package io.coinpanel.simulator.source;

/** Replay speed: 1 is real time, 10 ten times as fast, infinity unlimited. */
public record ReplaySpeed(double factor) {

  public static final ReplaySpeed REAL = new ReplaySpeed(1);
  public static final ReplaySpeed FASTEST = new ReplaySpeed(Double.POSITIVE_INFINITY);

  public ReplaySpeed {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("no speed: " + factor);
    }
  }

  boolean unlimited() {
    return Double.isInfinite(factor);
  }

  /** How long after the beginning something is due that was recorded so long after it. */
  long after(long recordedMillis) {
    return (long) (recordedMillis / factor);
  }
}
