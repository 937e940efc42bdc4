package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.BatchSink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the feed's thread exchanges a full batch for an empty one with the committing thread. Two
 * batches suffice: one is filled while the other is committed.
 */
public final class BatchHandoff implements BatchSink {

  // Guarded by this: the batch to commit, and the empty one to give back for the next.
  private @Nullable Batch full;
  private @Nullable Batch empty = new Batch();
  private Runnable onCapacity = () -> {};
  private boolean stopped;

  /** Called when the next batch would be accepted immediately. */
  public synchronized void onCapacity(Runnable listener) {
    onCapacity = listener;
  }

  @Override
  public synchronized @Nullable Batch offer(Batch batch) {
    if (stopped) {
      batch.clear(); // the next leader finds it in history
      return batch;
    }
    if (full != null || empty == null) {
      return null;
    }
    full = batch;
    Batch next = empty;
    empty = null;
    notifyAll();
    return next;
  }

  @Override
  public synchronized Batch submit(Batch batch) throws InterruptedException {
    Batch next = offer(batch);
    while (next == null) {
      wait();
      next = offer(batch);
    }
    return next;
  }

  /** Accepts no further batches; later ones are left to the next leader. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** The batch to commit, or null if there is none within this time, or sooner. */
  @SuppressWarnings("WaitNotInLoop") // a spurious wake-up is an early heartbeat
  synchronized @Nullable Batch await(Duration atMost) throws InterruptedException {
    if (full == null) {
      wait(atMost.toMillis());
    }
    return full;
  }

  /** The batch is durable and can be filled again. */
  void committed(Batch batch) {
    batch.committed();
    batch.clear();
    Runnable listener;
    synchronized (this) {
      full = null;
      empty = batch;
      notifyAll();
      listener = onCapacity;
    }
    listener.run();
  }
}
