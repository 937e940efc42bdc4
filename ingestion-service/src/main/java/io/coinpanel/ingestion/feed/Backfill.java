package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.feed.SequenceState.Complete;
import io.coinpanel.ingestion.feed.SequenceState.InDoubt;
import io.coinpanel.ingestion.feed.SequenceState.NoTrades;
import io.coinpanel.ingestion.feed.SequenceState.OpenGap;
import io.coinpanel.ingestion.feed.SequenceState.UnfillableGap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a symbol needs from history, and what history gave: past trades are put into the sequence
 * where the stream left something out. Owned by the feed's thread.
 */
final class Backfill {

  /**
   * When to check a quiet symbol's history after its stream is back: replicas lag, so the first
   * responses may lack missed trades.
   */
  private static final List<Duration> CHECKS =
      List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

  /**
   * Trade times follow ids within a few milliseconds, and the response must include the last known
   * trade.
   */
  static final long OVERLAP_MILLIS = 1_000;

  private final String symbol;
  private final TradeSequence sequence;
  private final Continuity continuity;
  private final FeedClocks clocks;
  private final HistoryCursor historyCursor = new HistoryCursor();

  // Since when trades are followed, while there has been none: by whichever clock it was noted.
  private @Nullable Long followedFrom;
  private long openedAt;

  Backfill(String symbol, TradeSequence sequence, Continuity continuity, FeedClocks clocks) {
    this.symbol = symbol;
    this.sequence = sequence;
    this.continuity = continuity;
    this.clocks = clocks;
    this.openedAt = now();
  }

  /** Trades were followed since then, in epoch milliseconds by the exchange's clock. */
  void followedFrom(long time) {
    followedFrom = time;
  }

  /** The stream of a symbol without trades was opened. */
  void openedNow() {
    openedAt = now();
  }

  // -- the request

  /** The history request that is due, if any; the response is applied page by page. */
  Optional<Gap> missing() {
    boolean streaming = continuity.isStreaming();
    return switch (continuity.state()) {
      case InDoubt doubt when streaming -> Optional.of(gap(doubt.since(), due(doubt), false));
      case OpenGap gap when streaming -> Optional.of(gap(gap.since(), gap.due(), true));
      case NoTrades _, Complete _, UnfillableGap _, InDoubt _, OpenGap _ -> Optional.empty();
    };
  }

  private Gap gap(long since, long due, boolean isConfirmed) {
    return new Gap(symbol, historyFrom(), sequence.lastId(), since, due, isConfirmed);
  }

  private static long due(InDoubt doubt) {
    return doubt.requestedAt() + CHECKS.get(doubt.responses()).toNanos();
  }

  private long historyFrom() {
    if (!sequence.isEmpty()) {
      return sequence.lastTime() - OVERLAP_MILLIS;
    }
    Long noted = followedFrom;
    return noted != null
        ? noted
        : clocks.exchange().millis() - TimeUnit.NANOSECONDS.toMillis(now() - openedAt);
  }

  /** A new response starts. */
  void requested() {
    historyCursor.open(now());
  }

  // -- the response

  /**
   * Applies past trades in id order, skipping known ones. Responses requested before the symbol was
   * last unwatched are ignored.
   */
  void apply(HistoryPage page, Batch batch) {
    boolean wanted = continuity.state() instanceof InDoubt || continuity.state() instanceof OpenGap;
    if (!wanted || !historyCursor.isOpenSince(openedAt)) {
      return;
    }
    for (AggregateTrade past : page.trades()) {
      if (!apply(past, batch)) {
        break;
      }
    }
    switch (continuity.state()) {
      case OpenGap _ -> continuity.continueAfterGap(batch);
      case InDoubt doubt when page.isLast() && isCurrent() -> answered(doubt);
      case NoTrades _, Complete _, InDoubt _, UnfillableGap _ -> {}
    }
  }

  /** A response without the last known trade comes from a lagging replica. */
  private boolean isCurrent() {
    return sequence.isEmpty() || (historyCursor.isAt(sequence.lastId()) && !sequence.isReplaying());
  }

  /** A response covers all checks due when it was requested. */
  private void answered(InDoubt doubt) {
    if (!historyCursor.isOpenSince(doubt.requestedAt())) {
      return;
    }
    Duration after = Duration.ofNanos(historyCursor.openedAt() - doubt.requestedAt());
    int due = (int) CHECKS.stream().filter(check -> check.compareTo(after) <= 0).count();
    int responses = Math.max(doubt.responses() + 1, due);
    if (responses == CHECKS.size()) {
      continuity.markComplete();
    } else {
      continuity.answered(doubt, responses);
    }
  }

  /** False if the stream has given what follows. */
  private boolean apply(AggregateTrade past, Batch batch) {
    if (past.lastId() <= SequenceCheck.NONE) {
      historyCursor.skip(past);
      return true;
    }
    if (sequence.isEmpty()) {
      return applyFirst(past, batch);
    }
    if (past.lastId() <= sequence.lastId()) {
      applyKnown(past, batch);
      return true;
    }
    if (past.firstId() > sequence.lastId()
        && !historyCursor.isFollowedBy(past, sequence.lastId())) {
      return true; // from before the ids restarted, or not requested
    }
    if (continuity.state() instanceof OpenGap openGap && past.firstId() >= openGap.held().id()) {
      if (past.firstId() == openGap.held().id()) {
        sequence.skipTo(past.firstId() - 1); // nothing was traded under the ids before it
      }
      return false;
    }
    sequence.backfill(past, batch);
    historyCursor.moveTo(past, sequence.lastId());
    return true;
  }

  private boolean applyFirst(AggregateTrade past, Batch batch) {
    if (continuity.state() instanceof OpenGap openGap && past.firstId() >= openGap.held().id()) {
      sequence.beginWith(openGap.held(), batch); // nothing was traded before it
      return false;
    }
    sequence.begin(past.lastId(), past.price(), past.time(), batch);
    historyCursor.moveTo(past, sequence.lastId());
    return true;
  }

  private void applyKnown(AggregateTrade past, Batch batch) {
    if (sequence.check(past.lastId(), past.time()) == SequenceCheck.RESTARTED) {
      continuity.restart(past.lastId(), past.price(), past.time(), batch);
      historyCursor.moveTo(past, sequence.lastId());
    } else if (past.lastId() == sequence.lastId()) {
      historyCursor.moveTo(past, sequence.lastId());
    }
  }

  private long now() {
    return clocks.monotonic().nanoTime();
  }
}
