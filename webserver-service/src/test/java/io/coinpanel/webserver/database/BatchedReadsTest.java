package io.coinpanel.webserver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class BatchedReadsTest {

  private static final int LARGEST = 4;
  private static final String FIRST = "first";
  private static final String UNKNOWN = "unknown";
  private static final String BROKEN = "broken";

  private final List<Set<String>> queries = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstQuery = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean outage;
  private final BatchedReads<String, Integer> reads = new BatchedReads<>(LARGEST, this::lengths);

  private Map<String, Integer> lengths(Set<String> keys) {
    queries.add(Set.copyOf(keys));
    if (keys.contains(FIRST)) {
      firstQuery.countDown();
      awaitRelease();
    }
    if (outage) {
      throw new CannotGetJdbcConnectionException("no connection");
    }
    if (keys.contains(BROKEN)) {
      throw new IllegalStateException(BROKEN);
    }
    Map<String, Integer> lengths = new HashMap<>();
    keys.forEach(key -> lengths.put(key, key.length()));
    lengths.remove(UNKNOWN);
    return lengths;
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void finds() {
    assertThat(reads.read("abc")).contains(3);
    assertThat(reads.read(UNKNOWN)).isEmpty();
  }

  @Test
  void readsThatArriveDuringAQueryShareTheNext() throws InterruptedException {
    List<CompletableFuture<Optional<Integer>>> results = whileTheFirstQueryRuns(keys(6));

    assertThat(results).extracting(CompletableFuture::join).containsOnly(Optional.of(2));
    assertThat(queries).hasSize(3).allMatch(keys -> keys.size() <= LARGEST);
  }

  @Test
  void theSameKeyIsReadOnce() throws InterruptedException {
    whileTheFirstQueryRuns(List.of("same", "same")).forEach(CompletableFuture::join);

    assertThat(queries).containsExactly(Set.of(FIRST), Set.of("same"));
  }

  @Test
  void aFailureOfOneKeyDoesNotAffectTheOthers() throws InterruptedException {
    List<CompletableFuture<Optional<Integer>>> results =
        whileTheFirstQueryRuns(List.of("k1", BROKEN, "k2"));

    assertThatThrownBy(results.get(1)::join).hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(results.get(0).join()).contains(2);
    assertThat(results.get(2).join()).contains(2);
  }

  @Test
  void anOutageFailsAllThatWait() throws InterruptedException {
    outage = true;
    List<CompletableFuture<Optional<Integer>>> results = whileTheFirstQueryRuns(keys(20));

    assertThat(results)
        .allSatisfy(
            result ->
                assertThatThrownBy(result::join)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(CannotGetJdbcConnectionException.class));
    assertThat(queries).containsExactly(Set.of(FIRST));

    outage = false;
    assertThat(reads.read("abc")).contains(3);
  }

  private static List<String> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> Character.toString('a' + i) + "!").toList();
  }

  /** Reads the keys while a first query runs, which then ends. */
  private List<CompletableFuture<Optional<Integer>>> whileTheFirstQueryRuns(List<String> keys)
      throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = CompletableFuture.supplyAsync(() -> reads.read(FIRST), threads);
      firstQuery.await();
      List<CompletableFuture<Optional<Integer>>> results =
          keys.stream()
              .map(key -> CompletableFuture.supplyAsync(() -> reads.read(key), threads))
              .toList();
      while (reads.waiting() < keys.size()) {
        Thread.onSpinWait();
      }
      release.countDown();
      first.handle((_, _) -> null).join();
      return results;
    }
  }
}
