package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FeedQueueTest {

  /** As when commits stall: nobody may wait then who is to end the feed. */
  @Test
  @Timeout(60)
  void anOptionalTaskDoesNotWaitForAFullQueue() {
    CountDownLatch stalled = new CountDownLatch(1);
    AtomicInteger tasks = new AtomicInteger();
    try (FeedQueue queue =
        new FeedQueue(
            (event, sequence, endOfBatch) -> {
              stalled.await();
              Objects.requireNonNull(event.task).run();
            },
            failure -> {})) {
      queue.start();
      while (queue.depth() < FeedQueue.CAPACITY) {
        queue.run(tasks::incrementAndGet);
      }
      queue.tryRun(tasks::incrementAndGet);
      stalled.countDown();
    }
    assertThat(tasks).hasValue(FeedQueue.CAPACITY);
  }
}
