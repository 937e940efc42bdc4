package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GapQueueTest {

  private final ManualClocks clock = new ManualClocks();
  private final GapQueue queue = new GapQueue(clock.monotonic());

  private Gap gap(String symbol, boolean isVisible) {
    return gap(symbol, isVisible, Duration.ZERO);
  }

  private Gap gap(String symbol, boolean isVisible, Duration dueIn) {
    long now = clock.monotonic().nanoTime();
    return new Gap(symbol, 0, 0, now, now + dueIn.toNanos(), isVisible);
  }

  @Test
  void visibleGapsComeFirst() {
    queue.add(gap("quiet", false));
    queue.add(gap("holed", true));
    assertThat(queue.poll()).isEqualTo("holed");
    assertThat(queue.poll()).isEqualTo("quiet");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void nothingComesBeforeItIsDue() {
    queue.add(gap("later", false, Duration.ofSeconds(5)));
    clock.advance(Duration.ofMillis(4_999));
    assertThat(queue.poll()).isNull();
    clock.advance(Duration.ofMillis(1));
    assertThat(queue.poll()).isEqualTo("later");
  }

  @Test
  void aGapThatBecomesVisibleIsDueAtOnce() {
    queue.add(gap("quiet", false, Duration.ofMinutes(2)));
    queue.add(gap("quiet", true));
    assertThat(queue.poll()).isEqualTo("quiet");
  }

  @Test
  void backOffOfOneSymbolDoesNotDelayOthers() {
    queue.add(gap("failing", true));
    queue.add(gap("other", false));
    assertThat(queue.poll()).isEqualTo("failing");
    queue.retryLater(gap("failing", true), Duration.ZERO);
    assertThat(queue.poll()).isEqualTo("other");
    clock.advance(Duration.ofMillis(250));
    assertThat(queue.poll()).isEqualTo("failing");
  }

  @Test
  void repeatedFailuresBackOff() {
    for (long wait = 250; wait <= 8_000; wait *= 2) {
      queue.add(gap("failing", true));
      assertThat(queue.poll()).isEqualTo("failing");
      queue.retryLater(gap("failing", true), Duration.ZERO);
      clock.advance(Duration.ofMillis(wait - 1));
      assertThat(queue.poll()).isNull();
      clock.advance(Duration.ofMillis(1));
    }
  }

  @Test
  void honoursRetryAfter() {
    queue.add(gap("banned", true));
    assertThat(queue.poll()).isEqualTo("banned");
    queue.retryLater(gap("banned", true), Duration.ofHours(2));
    clock.advance(Duration.ofMinutes(119));
    assertThat(queue.poll()).isNull();
    clock.advance(Duration.ofMinutes(1));
    assertThat(queue.poll()).isEqualTo("banned");
  }

  @Test
  void aSymbolBelongsToOneWorkerAtATime() {
    queue.add(gap("one", true));
    assertThat(queue.poll()).isEqualTo("one");
    queue.add(gap("one", true));
    assertThat(queue.poll()).isNull();
    queue.remove("one");
    assertThat(queue.poll()).isEqualTo("one");
  }
}
