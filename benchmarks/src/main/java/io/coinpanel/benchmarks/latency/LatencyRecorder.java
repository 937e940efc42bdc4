package io.coinpanel.benchmarks.latency;

import io.coinpanel.benchmarks.load.FrameListener;
import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.MessageFrame;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/** Records intended send times and receive times. */
final class LatencyRecorder implements FrameListener {

  private static final long LONGEST = Duration.ofMinutes(5).toNanos();
  private static final int DIGITS = 3;

  private final Map<Long, Long> sent = new ConcurrentHashMap<>();
  private final Map<Long, Long> read = new ConcurrentHashMap<>();

  @Override
  public void onFrame(LoadClient loadClient, MessageFrame messageFrame, long at) {
    if (messageFrame.isNotification()) {
      read.put(messageFrame.tradeId(), at);
    }
  }

  /** A trade that crosses one threshold was to be sent at this time. */
  void sent(long tradeId, long intended) {
    sent.put(tradeId, intended);
  }

  /** Waits until all that were sent have been read; fails if not. */
  void await(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!read.keySet().containsAll(sent.keySet())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d trades crossed, %d notifications came".formatted(sent.size(), read.size()));
      }
      Thread.sleep(10);
    }
  }

  /** Nanoseconds from the intended time to the reading. */
  Histogram histogram() {
    Histogram histogram = new Histogram(LONGEST, DIGITS);
    sent.forEach((trade, intended) -> histogram.recordValue(at(trade) - intended));
    return histogram;
  }

  private long at(long trade) {
    Long at = read.get(trade);
    if (at == null) {
      throw new IllegalStateException("trade " + trade + " was never notified");
    }
    return at;
  }
}
