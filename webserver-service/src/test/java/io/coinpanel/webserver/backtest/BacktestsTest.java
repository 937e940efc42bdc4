package io.coinpanel.webserver.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.backtest.BacktestTerms;
import io.coinpanel.backtest.history.ExchangeRequests;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BacktestsTest {

  private static final BacktestTerms TERMS =
      new BacktestTerms(
          "btcusdt",
          Condition.Threshold.plain(ConditionKind.ABOVE, new Price(Price.ONE)),
          Repeat.EVERY,
          0,
          null);
  private static final int PAGE = 1_000;

  private long nanos;
  private int requests;

  private BacktestOutcome run(ExchangeRequests exchange, BooleanSupplier isWanted)
      throws InterruptedException {
    return run(new Backtests(exchange, () -> nanos), 1, isWanted);
  }

  private static BacktestOutcome run(Backtests backtests, long account, BooleanSupplier isWanted)
      throws InterruptedException {
    return backtests.run(
        account, TERMS, Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(1)), isWanted);
  }

  /** A full page; each trade is a millisecond after the one before. */
  private byte[] page() {
    long first = (long) PAGE * requests++;
    return LongStream.range(first, first + PAGE)
        .mapToObj("{\"a\":%1$d,\"p\":\"2\",\"f\":%1$d,\"l\":%1$d,\"T\":%1$d}"::formatted)
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void endsWithItsTime() throws InterruptedException {
    BacktestOutcome outcome =
        run(
            (path, weight) -> {
              nanos += Duration.ofSeconds(7).toNanos();
              return page();
            },
            () -> true);
    assertThat(outcome)
        .isEqualTo(
            new BacktestOutcome.Done(
                List.of(), 3 * PAGE, 0, Instant.EPOCH, Instant.ofEpochMilli(2_999), true));
  }

  @Test
  void saysHowFarItCameWhenHistoryEnds() throws InterruptedException {
    BacktestOutcome outcome =
        run(
            (path, weight) -> {
              if (requests == 2) {
                throw new IOException("away");
              }
              return page();
            },
            () -> true);
    assertThat(outcome)
        .isEqualTo(
            new BacktestOutcome.Done(
                List.of(), 2 * PAGE, 0, Instant.EPOCH, Instant.ofEpochMilli(1_999), true));
  }

  @Test
  void endsWhenNobodyWaits() throws InterruptedException {
    assertThat(run((path, weight) -> page(), () -> requests < 3))
        .isEqualTo(new BacktestOutcome.Abandoned());
    assertThat(requests).isEqualTo(3);
  }

  @Test
  void isOneAtATimeForAnOwnerAndAFewInAll() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(4);
    Backtests backtests =
        new Backtests(
            (path, weight) -> {
              begun.countDown();
              end.await();
              return "[]".getBytes(StandardCharsets.UTF_8);
            },
            () -> nanos);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<BacktestOutcome>> running = new ArrayList<>();
      for (long account = 1; account <= 4; account++) {
        long owner = account;
        Callable<BacktestOutcome> work = () -> run(backtests, owner, () -> true);
        running.add(threads.submit(work));
      }
      begun.await();
      assertThat(run(backtests, 4, () -> true)).isEqualTo(new BacktestOutcome.OwnerBusy());
      assertThat(run(backtests, 5, () -> true)).isEqualTo(new BacktestOutcome.AllBusy());
      end.countDown();
      for (Future<BacktestOutcome> one : running) {
        assertThat(one.get()).isInstanceOf(BacktestOutcome.Done.class);
      }
      assertThat(run(backtests, 4, () -> true)).isInstanceOf(BacktestOutcome.Done.class);
    }
  }
}
