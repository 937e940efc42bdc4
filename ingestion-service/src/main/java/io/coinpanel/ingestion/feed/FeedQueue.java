package io.coinpanel.ingestion.feed;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.LiteBlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The only input of the feed's thread. Bounded: when commits stall, socket reader threads block
 * too.
 */
final class FeedQueue implements AutoCloseable {

  static final int CAPACITY = 1 << 15;
  private static final long PAUSE_NANOS = 100_000;

  private final Disruptor<FeedEvent> disruptor;
  private final RingBuffer<FeedEvent> ring;
  private volatile boolean closed;

  FeedQueue(EventHandler<FeedEvent> feed, Consumer<Throwable> onFailure) {
    disruptor =
        new Disruptor<>(
            FeedEvent::new,
            CAPACITY,
            DaemonThreadFactory.INSTANCE,
            ProducerType.MULTI,
            new LiteBlockingWaitStrategy());
    disruptor.handleEventsWith(feed);
    disruptor.setDefaultExceptionHandler(new FailureHandler(onFailure));
    ring = disruptor.getRingBuffer();
  }

  void start() {
    disruptor.start();
  }

  /** Enqueues a trade, blocking while full. Dropped after close. */
  void trade(int slot, long tradeId, long price, long time) {
    long sequence = claim();
    if (sequence < 0) {
      return;
    }
    FeedEvent event = ring.get(sequence);
    event.task = null;
    event.slot = slot;
    event.tradeId = tradeId;
    event.price = price;
    event.time = time;
    ring.publish(sequence);
  }

  /**
   * Enqueues a task, blocking while full. Dropped after close. Never call from the feed's thread.
   */
  void run(Runnable task) {
    long sequence = claim();
    if (sequence >= 0) {
      ring.get(sequence).task = task;
      ring.publish(sequence);
    }
  }

  /** Runs a query on the feed's thread; never completes after close. */
  <T> CompletableFuture<T> query(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    run(() -> answer.complete(question.get()));
    return answer;
  }

  /** Enqueues a task unless the queue is full. Callable from any thread. */
  void tryRun(Runnable task) {
    ring.tryPublishEvent((event, sequence) -> event.task = task);
  }

  int depth() {
    return CAPACITY - (int) ring.remainingCapacity();
  }

  private long claim() {
    while (!closed) {
      try {
        return ring.tryNext();
      } catch (InsufficientCapacityException full) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return -1;
  }

  @Override
  public void close() {
    closed = true;
    try {
      disruptor.shutdown(5, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      disruptor.halt();
    }
  }

  /** A failure on the feed's thread is a bug: in-memory state can no longer be trusted. */
  private record FailureHandler(Consumer<Throwable> onFailure)
      implements ExceptionHandler<FeedEvent> {
    @Override
    public void handleEventException(Throwable failure, long sequence, FeedEvent event) {
      onFailure.accept(failure);
    }

    @Override
    public void handleOnStartException(Throwable failure) {
      onFailure.accept(failure);
    }

    @Override
    public void handleOnShutdownException(Throwable failure) {
      onFailure.accept(failure);
    }
  }
}
