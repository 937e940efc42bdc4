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
 * The one way into the feed's thread. It is bounded: when the feed stands still, because its
 * batches cannot be committed, the threads that read sockets stand still too.
 */
final class FeedQueue implements AutoCloseable {

  private static final int CAPACITY = 1 << 15;
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
    disruptor.setDefaultExceptionHandler(new Failure(onFailure));
    ring = disruptor.getRingBuffer();
  }

  void start() {
    disruptor.start();
  }

  /** Queues a trade, waiting for room. After the end it is dropped. */
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

  /** Queues a task, waiting for room. After the end it is dropped. Never from the feed's thread. */
  void run(Runnable task) {
    long sequence = claim();
    if (sequence >= 0) {
      ring.get(sequence).task = task;
      ring.publish(sequence);
    }
  }

  /** Runs a question on the feed's thread; after the end it is never answered. */
  <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    run(() -> answer.complete(question.get()));
    return answer;
  }

  /** Makes sure that the feed looks at its batch soon. May be called from anywhere. */
  void nudge() {
    ring.tryPublishEvent((event, sequence) -> event.task = () -> {});
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

  /** A failure on the feed's thread is a bug: what is in memory can no longer be trusted. */
  private record Failure(Consumer<Throwable> onFailure) implements ExceptionHandler<FeedEvent> {
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
