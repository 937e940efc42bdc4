package io.coinpanel.webserver.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Reads that many clients need at the same moment, such as after a restart: those that arrive while
 * a query runs share the next one, instead of each waiting for a connection.
 *
 * @param <K> what is looked up
 * @param <V> what is found
 */
public final class BatchedReads<K, V> {

  private final int largest;
  private final Function<Set<K>, Map<K, V>> query;
  private final LinkedBlockingQueue<Pending<K, V>> pending = new LinkedBlockingQueue<>();
  private final AtomicBoolean isReading = new AtomicBoolean();

  /**
   * @param largest how many keys one query may have
   * @param query keys that are not found are absent from its result
   */
  public BatchedReads(int largest, Function<Set<K>, Map<K, V>> query) {
    this.largest = largest;
    this.query = query;
  }

  private record Pending<K, V>(K key, CompletableFuture<Optional<V>> result) {}

  /**
   * Reads as of the call or later.
   *
   * @throws CompletionException with the query's failure
   */
  public Optional<V> read(K key) {
    CompletableFuture<Optional<V>> result = new CompletableFuture<>();
    pending.add(new Pending<>(key, result));
    if (isReading.compareAndSet(false, true)) {
      Thread.ofVirtual().name("batched reads").start(this::readAll);
    }
    return result.join();
  }

  /** How many wait for the next query. */
  int waiting() {
    return pending.size();
  }

  private void readAll() {
    do {
      List<Pending<K, V>> batch = take(largest);
      while (!batch.isEmpty()) {
        read(batch);
        batch = take(largest);
      }
      isReading.set(false);
      // A read that came before found this thread at work and has started no other.
    } while (!pending.isEmpty() && isReading.compareAndSet(false, true));
  }

  private List<Pending<K, V>> take(int limit) {
    List<Pending<K, V>> taken = new ArrayList<>();
    pending.drainTo(taken, limit);
    return taken;
  }

  private void read(List<Pending<K, V>> batch) {
    try {
      Map<K, V> found =
          query.apply(batch.stream().map(Pending::key).collect(Collectors.toUnmodifiableSet()));
      batch.forEach(one -> one.result().complete(Optional.ofNullable(found.get(one.key()))));
    } catch (RuntimeException | Error e) {
      failed(batch, e);
    }
  }

  private void failed(List<Pending<K, V>> batch, Throwable failure) {
    if (failure instanceof CannotGetJdbcConnectionException) {
      // The next batches would only wait as long for the same failure.
      fail(batch, failure);
      fail(take(Integer.MAX_VALUE), failure);
    } else if (batch.size() > 1) {
      // One client's failure must not affect the others, nor one who has so much that a query with
      // all of them takes too long.
      int half = batch.size() / 2;
      read(batch.subList(0, half));
      read(batch.subList(half, batch.size()));
    } else {
      fail(batch, failure);
    }
  }

  private static <K, V> void fail(List<Pending<K, V>> reads, Throwable failure) {
    reads.forEach(one -> one.result().completeExceptionally(failure));
  }
}
