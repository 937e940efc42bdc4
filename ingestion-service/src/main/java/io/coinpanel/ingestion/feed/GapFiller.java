package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills gaps from the exchange's history, visible ones before doubtful ones. Several run it: a
 * symbol belongs to one of them at a time, and one whose history cannot be had now waits by itself.
 * A gap that is older than the window is judged across.
 */
public final class GapFiller implements Gaps, Runnable {

  /** How many threads are to run it: as many requests are under way at once. */
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
  public void found(Gap gap) {
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

  /** Asks history for one symbol; false if none is due. */
  boolean fillNext() throws InterruptedException, ExecutionException {
    String symbol = queue.poll();
    if (symbol != null) {
      fill(symbol);
    }
    return symbol != null;
  }

  private void fill(String symbol) throws InterruptedException, ExecutionException {
    Gap gap = feed.askHistory(symbol).get().orElse(null);
    if (gap == null) {
      queue.closed(symbol);
      return;
    }
    try {
      Optional<Gap> left =
          gap.isVisible() && isOld(gap) ? giveUp(gap, "it is older than " + window) : read(gap);
      left.ifPresentOrElse(still -> goOn(gap, still), () -> queue.closed(symbol));
    } catch (HistoryUnavailable unavailable) {
      unavailable(gap, unavailable);
    }
  }

  private void goOn(Gap before, Gap left) {
    boolean advanced = left.lastId() != before.lastId() || left.due() - clock.nanoTime() > 0;
    if (advanced) {
      queue.answered(left);
    } else {
      queue.failed(left, Duration.ZERO); // history does not know it yet
    }
  }

  private void unavailable(Gap gap, HistoryUnavailable unavailable)
      throws InterruptedException, ExecutionException {
    String why = unavailable.why();
    if (isOld(gap)) {
      giveUp(gap, why).ifPresentOrElse(left -> goOn(gap, left), () -> queue.closed(gap.symbol()));
      return;
    }
    Duration wait = unavailable.retryAfter();
    Duration left = window.minus(age(gap));
    boolean first = queue.failed(gap, wait.compareTo(left) < 0 ? wait : left);
    if (first && wait.isZero()) {
      LOG.warn("History of {} is unavailable ({}); retrying", gap.symbol(), why);
    }
  }

  private Duration age(Gap gap) {
    return Duration.ofNanos(clock.nanoTime() - gap.since());
  }

  private boolean isOld(Gap gap) {
    return age(gap).compareTo(window) >= 0;
  }

  private Optional<Gap> read(Gap gap)
      throws InterruptedException, ExecutionException, HistoryUnavailable {
    HistoryPage page = history.since(gap.symbol(), Instant.ofEpochMilli(gap.historyFrom()));
    if (isOld(gap) && !isQuiet(gap, page)) {
      return giveUp(gap, "it is older than " + window);
    }
    Optional<Gap> left = take(gap, page);
    while (left.isPresent() && !page.isLast() && connects(page, left.get())) {
      page = history.from(gap.symbol(), page.next());
      left = take(gap, page);
    }
    if (isOld(gap) && left.isPresent() && left.get().due() - clock.nanoTime() <= 0) {
      return giveUp(gap, "it is older than " + window + ", and history lacks the last trade");
    }
    if (left.isEmpty() && gap.isVisible()) {
      metrics.gapFilled();
    }
    return left;
  }

  private Optional<Gap> take(Gap gap, HistoryPage page)
      throws InterruptedException, ExecutionException {
    metrics.backfilled(page.trades().size());
    return feed.history(gap.symbol(), page).get();
  }

  /** Whether all of a page could be used: what follows one that could not be is not either. */
  private static boolean connects(HistoryPage page, Gap left) {
    return page.trades().isEmpty() || page.trades().getLast().lastId() <= left.lastId();
  }

  /** An old gap is not filled, but history tells whether anything was traded in it at all. */
  private static boolean isQuiet(Gap gap, HistoryPage page) {
    return page.isLast() && page.trades().stream().allMatch(past -> past.lastId() <= gap.lastId());
  }

  private Optional<Gap> giveUp(Gap gap, String why)
      throws InterruptedException, ExecutionException {
    LOG.warn(
        "A gap of {} in {} stays open: {}; the first price after it is judged against the last"
            + " before it",
        age(gap).truncatedTo(ChronoUnit.SECONDS),
        gap.symbol(),
        why);
    metrics.gapUnfillable();
    return feed.giveUpHistory(gap).get();
  }
}
