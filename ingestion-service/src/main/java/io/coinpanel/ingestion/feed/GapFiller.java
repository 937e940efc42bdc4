package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryUnavailableException;
import io.coinpanel.ingestion.exchange.TradeHistory.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills gaps from the exchange's history, confirmed gaps before symbols in doubt. Several workers
 * share the queue; each symbol is handled by one at a time, and a symbol whose history is
 * unavailable backs off alone. A gap older than the backfill window is compared across.
 */
public final class GapFiller implements GapListener, Runnable {

  /** Number of worker threads, and so of concurrent requests. */
  public static final int WORKERS = 4;

  private static final Logger LOG = LoggerFactory.getLogger(GapFiller.class);

  private final Feed feed;
  private final TradeHistory history;
  private final Duration window;
  private final NanoClock clock;
  private final FeedMetrics metrics;
  private final GapQueue queue;

  public GapFiller(
      Feed feed, TradeHistory history, Duration window, NanoClock clock, FeedMetrics metrics) {
    this.feed = feed;
    this.history = history;
    this.window = window;
    this.clock = clock;
    this.metrics = metrics;
    this.queue = new GapQueue(clock);
  }

  @Override
  public void onGap(Gap gap) {
    queue.add(gap);
  }

  /** Fills gaps until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        fill(queue.take());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Fills one due gap; false if none is due. */
  boolean fillNext() throws InterruptedException, ExecutionException {
    String symbol = queue.poll();
    if (symbol != null) {
      fill(symbol);
    }
    return symbol != null;
  }

  private void fill(String symbol) throws InterruptedException, ExecutionException {
    Gap gap = feed.requestHistory(symbol).get().orElse(null);
    if (gap == null) {
      queue.remove(symbol);
      return;
    }
    try {
      Optional<Gap> left =
          gap.isConfirmed() && isOld(gap) ? abandon(gap, "it is older than " + window) : read(gap);
      left.ifPresentOrElse(still -> continueFilling(gap, still), () -> queue.remove(symbol));
    } catch (HistoryUnavailableException unavailable) {
      unavailable(gap, unavailable);
    }
  }

  private void continueFilling(Gap before, Gap left) {
    boolean advanced = left.lastId() != before.lastId() || left.due() - clock.nanoTime() > 0;
    if (advanced) {
      queue.requeue(left);
    } else {
      queue.retryLater(left, Duration.ZERO); // not in history yet
    }
  }

  private void unavailable(Gap gap, HistoryUnavailableException unavailable)
      throws InterruptedException, ExecutionException {
    String why = unavailable.reason();
    if (isOld(gap)) {
      abandon(gap, why)
          .ifPresentOrElse(left -> continueFilling(gap, left), () -> queue.remove(gap.symbol()));
      return;
    }
    Duration wait = unavailable.retryAfter();
    Duration left = window.minus(age(gap));
    boolean first = queue.retryLater(gap, wait.compareTo(left) < 0 ? wait : left);
    if (first && wait.isZero()) {
      LOG.warn("History of {} unavailable ({}), retrying", gap.symbol(), why);
    }
  }

  private Duration age(Gap gap) {
    return Duration.ofNanos(clock.nanoTime() - gap.since());
  }

  private boolean isOld(Gap gap) {
    return age(gap).compareTo(window) >= 0;
  }

  private Optional<Gap> read(Gap gap)
      throws InterruptedException, ExecutionException, HistoryUnavailableException {
    HistoryPage page =
        history.since(gap.symbol(), Instant.ofEpochMilli(gap.historyFrom()), urgency(gap));
    if (isOld(gap) && !hadNoTrades(gap, page)) {
      return abandon(gap, "it is older than " + window);
    }
    Optional<Gap> left = apply(gap, page);
    while (left.isPresent() && !page.isLast() && isContiguous(page, left.get())) {
      page = history.from(gap.symbol(), page.nextAggregateId(), urgency(gap));
      left = apply(gap, page);
    }
    if (isOld(gap) && left.isPresent() && left.get().due() - clock.nanoTime() <= 0) {
      return abandon(gap, "it is older than " + window + ", and history lacks the last trade");
    }
    if (left.isEmpty() && gap.isConfirmed()) {
      metrics.gapFilled();
    }
    return left;
  }

  private static Priority urgency(Gap gap) {
    return gap.isConfirmed() ? Priority.GAP : Priority.CHECK;
  }

  private Optional<Gap> apply(Gap gap, HistoryPage page)
      throws InterruptedException, ExecutionException {
    metrics.backfilled(page.trades().size());
    return feed.applyHistory(gap.symbol(), page).get();
  }

  /** Whether the whole page was applied; later pages are useless otherwise. */
  private static boolean isContiguous(HistoryPage page, Gap left) {
    return page.trades().isEmpty() || page.trades().getLast().lastId() <= left.lastId();
  }

  /** An old gap is not filled, but history shows whether anything was traded in it. */
  private static boolean hadNoTrades(Gap gap, HistoryPage page) {
    return page.isLast() && page.trades().stream().allMatch(past -> past.lastId() <= gap.lastId());
  }

  private Optional<Gap> abandon(Gap gap, String why)
      throws InterruptedException, ExecutionException {
    LOG.warn(
        "Gap of {} in {} left unfilled: {}; comparing the first price after it with the last one before"
            + " before it",
        age(gap).truncatedTo(ChronoUnit.SECONDS),
        gap.symbol(),
        why);
    metrics.gapUnfillable();
    return feed.abandonHistory(gap).get();
  }
}
