package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.ExchangeClock;
import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.coinpanel.ingestion.feed.TradeCursor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the committer asks of any log. */
@Timeout(20)
class BatchRetryTest {

  private static final InstantSource CLOCK = InstantSource.system();

  private final FakeBatchLog log = new FakeBatchLog();
  private final BatchHandoff handoff = new BatchHandoff();
  private final Thread thread =
      Thread.ofPlatform()
          .unstarted(
              new BatchCommitter(
                  handoff,
                  log,
                  Duration.ofMinutes(1),
                  new NotificationBudgets(0),
                  new FeedClocks(
                      CLOCK,
                      SystemNanoClock.INSTANCE,
                      new ExchangeClock(CLOCK, SystemNanoClock.INSTANCE)),
                  new PersistenceMetrics(new SimpleMeterRegistry())));

  @BeforeEach
  void start() {
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  /** Commits two batches. */
  private void commitTwo() throws InterruptedException {
    Batch second = handoff.submit(filled(new Batch()));
    Batch third = handoff.submit(filled(second));
    handoff.submit(third); // taken when the one before is durable
  }

  private static Batch filled(Batch batch) {
    batch.cursors().put("btcusdt", new TradeCursor(1, 1, 1));
    return batch;
  }

  @Test
  void aBatchThatWasNotCommittedIsRepeated() throws InterruptedException {
    log.loseNextBatch();
    commitTwo();
    assertThat(log.committed()).hasSize(2);
  }

  @Test
  void aBatchWhoseAnswerWasLostIsNotRepeated() throws InterruptedException {
    log.loseNextAnswer();
    commitTwo();
    assertThat(log.committed()).hasSize(2);
  }
}
