package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log in memory, whose commits can fail before or after they are durable. */
final class FakeBatchLog implements BatchLog {

  private final List<Long> committed = new CopyOnWriteArrayList<>();
  private volatile boolean losesNextBatch;
  private volatile boolean losesNextAnswer;
  private volatile long last;

  /** Numbers of batches that are not heartbeats. */
  List<Long> committed() {
    return committed;
  }

  void loseNextBatch() {
    losesNextBatch = true;
  }

  void loseNextAnswer() {
    losesNextAnswer = true;
  }

  @Override
  public boolean commit(Batch batch, long number) throws BatchLogUnavailableException {
    if (batch.isEmpty()) {
      last = number;
      return false;
    }
    if (losesNextBatch) {
      losesNextBatch = false;
      throw new BatchLogUnavailableException(new IOException("not committed"));
    }
    last = number;
    committed.add(number);
    if (losesNextAnswer) {
      losesNextAnswer = false;
      throw new BatchLogUnavailableException(new IOException("committed, answer lost"));
    }
    return false;
  }

  @Override
  public long last() {
    return last;
  }

  @Override
  public void close() {}
}
