package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills gaps from the exchange's history, visible ones before doubtful ones, one request at a time.
 * A gap older than the window is given up, and so is one that history does not close.
 */
public final class GapFiller implements Gaps, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(GapFiller.class);
  private static final long RETRY_MILLIS = 500;

  private final Feed feed;
  private final TradeHistory history;
  private final Duration window;
  private final InstantSource clock;
  private final FeedMetrics metrics;

  // Guarded by this.
  private final Set<String> visible = new LinkedHashSet<>();
  private final Set<String> doubtful = new LinkedHashSet<>();

  public GapFiller(
      Feed feed, TradeHistory history, Duration window, InstantSource clock, FeedMetrics metrics) {
    this.feed = feed;
    this.history = history;
    this.window = window;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public synchronized void found(Gap gap) {
    if (gap.isVisible()) {
      doubtful.remove(gap.symbol());
      visible.add(gap.symbol());
    } else if (!visible.contains(gap.symbol())) {
      doubtful.add(gap.symbol());
    }
    notifyAll();
  }

  /** Fills gaps until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        fill(next());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private synchronized String next() throws InterruptedException {
    while (visible.isEmpty() && doubtful.isEmpty()) {
      wait();
    }
    var first = (visible.isEmpty() ? doubtful : visible).iterator();
    String symbol = first.next();
    first.remove();
    return symbol;
  }

  private void later(Gap gap) throws InterruptedException {
    found(gap);
    Thread.sleep(RETRY_MILLIS);
  }

  private void fill(String symbol) throws InterruptedException, ExecutionException {
    Gap gap = feed.gap(symbol).get().orElse(null);
    if (gap == null) {
      return;
    }
    boolean old = clock.millis() - gap.since() > window.toMillis();
    if (old && gap.isVisible()) {
      giveUp(gap, "it is older than " + window);
      return;
    }
    try {
      fill(gap, old);
    } catch (HistoryUnavailable unavailable) {
      if (old) {
        giveUp(gap, unavailable.why());
      } else {
        LOG.warn("History of {} cannot be had ({}); trying again", symbol, unavailable.why());
        later(gap);
      }
    }
  }

  private void fill(Gap gap, boolean old)
      throws InterruptedException, ExecutionException, HistoryUnavailable {
    HistoryPage page = history.since(gap.symbol(), Instant.ofEpochMilli(gap.historyFrom()));
    if (old && !isQuiet(gap, page)) {
      giveUp(gap, "it is older than " + window);
      return;
    }
    Optional<Gap> open = take(gap, page);
    while (open.isPresent() && !page.isLast()) {
      page = history.from(gap.symbol(), page.next());
      open = take(gap, page);
    }
    if (open.isEmpty()) {
      metrics.gapFilled();
    } else {
      later(open.get()); // history is behind the stream
    }
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

  private void giveUp(Gap gap, String why) throws InterruptedException, ExecutionException {
    LOG.warn(
        "The gap in {} since {} stays open: {}; the first price behind it is judged against the last"
            + " before it",
        gap.symbol(),
        Instant.ofEpochMilli(gap.since()),
        why);
    metrics.gapUnfillable();
    feed.giveUpHistory(gap.symbol()).get();
  }
}
