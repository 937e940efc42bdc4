package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills gaps from the exchange's history, visible ones before doubtful ones. Several run it: a
 * symbol belongs to one of them at a time, and one whose history cannot be had now waits by itself.
 * A gap older than the window is given up, and so is one that history does not close.
 */
public final class GapFiller implements Gaps, Runnable {

  /** How many threads are to run it: as many requests are under way at once. */
  public static final int WORKERS = 4;

  private static final Logger LOG = LoggerFactory.getLogger(GapFiller.class);

  private final Feed feed;
  private final TradeHistory history;
  private final Duration window;
  private final InstantSource clock;
  private final FeedMetrics metrics;
  private final GapQueue queue;

  public GapFiller(
      Feed feed, TradeHistory history, Duration window, InstantSource clock, FeedMetrics metrics) {
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
        String symbol = queue.take();
        queue.done(symbol, fill(symbol));
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Answers the gap that is left, to be tried again. */
  private Optional<Gap> fill(String symbol) throws InterruptedException, ExecutionException {
    Gap gap = feed.gap(symbol).get().orElse(null);
    if (gap == null) {
      return Optional.empty();
    }
    boolean old = clock.millis() - gap.since() > window.toMillis();
    if (old && gap.isVisible()) {
      return giveUp(gap, "it is older than " + window);
    }
    try {
      return fill(gap, old);
    } catch (HistoryUnavailable unavailable) {
      if (old) {
        return giveUp(gap, unavailable.why());
      }
      LOG.warn("History of {} cannot be had ({}); trying again", symbol, unavailable.why());
      return Optional.of(gap);
    }
  }

  private Optional<Gap> fill(Gap gap, boolean old)
      throws InterruptedException, ExecutionException, HistoryUnavailable {
    HistoryPage page = history.since(gap.symbol(), Instant.ofEpochMilli(gap.historyFrom()));
    if (old && !isQuiet(gap, page)) {
      return giveUp(gap, "it is older than " + window);
    }
    Optional<Gap> open = take(gap, page);
    while (open.isPresent() && !page.isLast()) {
      page = history.from(gap.symbol(), page.next());
      open = take(gap, page);
    }
    if (open.isEmpty() && gap.isVisible()) {
      metrics.gapFilled();
    }
    return open; // what is left, history does not know yet
  }

  private Optional<Gap> take(Gap gap, HistoryPage page)
      throws InterruptedException, ExecutionException {
    metrics.backfilled(page.trades().size());
    return feed.history(gap.symbol(), page).get();
  }

  /** An old gap is not filled, but history tells whether anything was traded in it at all. */
  private static boolean isQuiet(Gap gap, HistoryPage page) {
    return page.isLast()
        && page.trades().stream().allMatch(past -> past.time() <= gap.historyFrom());
  }

  private Optional<Gap> giveUp(Gap gap, String why)
      throws InterruptedException, ExecutionException {
    LOG.warn(
        "The gap in {} since {} stays open: {}; the first price behind it is judged against the last"
            + " before it",
        gap.symbol(),
        Instant.ofEpochMilli(gap.since()),
        why);
    metrics.gapUnfillable();
    return feed.giveUpHistory(gap.symbol()).get();
  }
}
