package io.coinpanel.webserver.backtest;

import io.coinpanel.backtest.Backtest;
import io.coinpanel.backtest.BacktestTerms;
import io.coinpanel.backtest.Firing;
import io.coinpanel.backtest.history.ExchangeRequests;
import io.coinpanel.backtest.history.RestTrades;
import io.coinpanel.model.OutageLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs backtests over the exchange's history: one at a time for an owner, a few in all, each for a
 * bounded time. One that cannot have all of its history says how far it came.
 */
public final class Backtests {

  /** How many notifications one may have. */
  public static final int MAX_NOTIFICATIONS = 1_000;

  /** How far apart start and end may be. */
  public static final Duration LONGEST = Duration.ofDays(31);

  private static final Logger LOG = LoggerFactory.getLogger(Backtests.class);
  private static final int MAX_RUNNING = 4;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

  private final OutageLog outage = new OutageLog(LOG, "Fetching trades for a backtest");
  private final ExchangeRequests exchange;
  private final NanoClock clock;
  private final Semaphore running = new Semaphore(MAX_RUNNING);
  private final Set<Long> owners = ConcurrentHashMap.newKeySet();

  Backtests(ExchangeRequests exchange, NanoClock clock) {
    this.exchange = exchange;
    this.clock = clock;
  }

  /**
   * Runs one.
   *
   * @param isWanted asked after each page of history, and not before the first
   */
  public BacktestOutcome run(
      long account, BacktestTerms terms, Instant start, Instant end, BooleanSupplier isWanted)
      throws InterruptedException {
    if (!owners.add(account)) {
      return new BacktestOutcome.OwnerBusy();
    }
    try {
      if (!running.tryAcquire()) {
        return new BacktestOutcome.AllBusy();
      }
      try {
        return new Run(terms, start, end, isWanted).run();
      } finally {
        running.release();
      }
    } finally {
      owners.remove(account);
    }
  }

  /** One backtest. */
  private final class Run {

    private final Instant start;
    private final Instant end;
    private final BooleanSupplier isWanted;
    private final List<Firing> firings = new ArrayList<>();
    private final Backtest backtest;
    private final RestTrades history;
    private final long deadline = clock.nanoTime() + TIME_LIMIT.toNanos();

    Run(BacktestTerms terms, Instant start, Instant end, BooleanSupplier isWanted) {
      this.start = start;
      this.end = end;
      this.isWanted = isWanted;
      backtest = new Backtest(terms, MAX_NOTIFICATIONS, firings::add);
      history = new RestTrades(exchange, terms.symbol(), start, end);
    }

    BacktestOutcome run() throws InterruptedException {
      boolean hasMore = true;
      boolean hasRead = false;
      while (hasMore && !backtest.isFull() && clock.nanoTime() - deadline < 0) {
        try {
          hasMore = history.readInto(backtest);
          outage.recovered();
        } catch (IOException e) {
          outage.failed(e);
          return hasRead ? done(true) : new BacktestOutcome.NoHistory();
        }
        hasRead = true;
        if (!isWanted.getAsBoolean()) {
          return new BacktestOutcome.Abandoned();
        }
      }
      return done(hasMore || backtest.isFull());
    }

    private BacktestOutcome done(boolean truncated) {
      Instant last = backtest.end();
      return new BacktestOutcome.Done(
          List.copyOf(firings),
          backtest.trades(),
          backtest.missing(),
          start,
          truncated && last != null ? last : end,
          truncated);
    }
  }
}
