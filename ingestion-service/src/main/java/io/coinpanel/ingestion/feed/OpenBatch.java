package io.coinpanel.ingestion.feed;

/**
 * The batch being filled, swapped for an empty one when it is accepted for commit. Owned by the
 * feed's thread.
 */
final class OpenBatch {

  private final BatchSink sink;
  private Batch batch = new Batch();
  private String snapshot = "";

  OpenBatch(BatchSink sink) {
    this.sink = sink;
  }

  Batch get() {
    return batch;
  }

  /** All subscription changes up to this snapshot were applied. */
  void advanceSnapshot(String applied) {
    snapshot = applied;
    if (batch.isEmpty()) {
      batch.snapshot(applied);
    }
  }

  /**
   * Submits the batch, waiting only if it is large.
   *
   * @param isIdle whether nothing else is queued; otherwise it keeps growing
   */
  void offer(boolean isIdle) throws InterruptedException {
    if (batch.isLarge()) {
      swap(sink.submit(batch));
    } else if (isIdle && !batch.isEmpty()) {
      Batch next = sink.offer(batch);
      if (next != null) {
        swap(next);
      }
    }
  }

  private void swap(Batch next) {
    next.snapshot(snapshot);
    batch = next;
  }
}
