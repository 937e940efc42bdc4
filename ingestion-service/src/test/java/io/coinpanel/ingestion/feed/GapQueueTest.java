package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GapQueueTest {

  private volatile Instant now = Instant.EPOCH;
  private final GapQueue queue = new GapQueue(() -> now);

  private static Gap gap(String symbol, boolean isVisible) {
    return new Gap(symbol, 0, 0, isVisible);
  }

  @Test
  void visibleGapsComeFirst() throws InterruptedException {
    queue.add(gap("quiet", false));
    queue.add(gap("holed", true));
    assertThat(queue.take()).isEqualTo("holed");
    assertThat(queue.take()).isEqualTo("quiet");
  }

  @Test
  void othersGoOnWhileOneWaits() throws InterruptedException {
    queue.add(gap("failing", true));
    queue.add(gap("other", false));
    assertThat(queue.take()).isEqualTo("failing");
    queue.done("failing", Optional.of(gap("failing", true)));
    assertThat(queue.take()).isEqualTo("other");
    now = now.plusMillis(250);
    assertThat(queue.take()).isEqualTo("failing");
  }

  @Test
  void whoFailsAgainWaitsLonger() throws Exception {
    for (long wait = 250; wait <= 8_000; wait *= 2) {
      queue.add(gap("failing", true));
      assertThat(queue.take()).isEqualTo("failing");
      queue.done("failing", Optional.of(gap("failing", true)));
      now = now.plusMillis(wait - 1);
      queue.add(gap("other", true));
      assertThat(queue.take()).isEqualTo("other");
      queue.done("other", Optional.empty());
      now = now.plusMillis(1);
    }
  }

  @Test
  void aSymbolBelongsToOneWorkerAtATime() throws Exception {
    queue.add(gap("one", true));
    assertThat(queue.take()).isEqualTo("one");
    queue.add(gap("one", true));
    CompletableFuture<String> second = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> take(second));
    assertThat(isStillWaiting(second)).isTrue();
    queue.done("one", Optional.empty());
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("one");
  }

  private void take(CompletableFuture<String> taken) {
    try {
      taken.complete(queue.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isStillWaiting(CompletableFuture<String> taken) throws Exception {
    try {
      taken.get(50, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException waiting) {
      return true;
    }
  }
}
