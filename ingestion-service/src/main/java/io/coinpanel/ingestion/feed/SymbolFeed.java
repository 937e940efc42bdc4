package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.feed.SequenceState.Complete;
import io.coinpanel.ingestion.feed.SequenceState.InDoubt;
import io.coinpanel.ingestion.feed.SequenceState.NoTrades;
import io.coinpanel.ingestion.feed.SequenceState.OpenGap;
import io.coinpanel.ingestion.feed.SequenceState.UnfillableGap;
import io.coinpanel.matching.MatcherStart;
import io.coinpanel.matching.UnreadableStateException;
import io.coinpanel.matching.WatchedSubscription;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One symbol's trades: merges stream and history into one sequence without gaps or duplicates and
 * matches it against subscriptions. Owned by the feed's thread.
 */
public final class SymbolFeed {

  private static final Logger LOG = LoggerFactory.getLogger(SymbolFeed.class);

  private final String symbol;
  private final int slot;
  private final FeedClocks clocks;
  private final SymbolSubscriptions subscriptions;
  private final TradeSequence sequence;
  private final Continuity continuity;
  private final Backfill backfill;
  private final BlindnessCheck blindness;
  private final StateStorage states;

  public SymbolFeed(
      String symbol, int slot, FeedClocks clocks, ReorderBudget budget, FeedMetrics metrics) {
    this.symbol = symbol;
    this.slot = slot;
    this.clocks = clocks;
    this.subscriptions = new SymbolSubscriptions(clocks.monotonic());
    this.sequence = new TradeSequence(symbol, subscriptions, metrics);
    this.continuity = new Continuity(sequence, subscriptions, budget, clocks.monotonic());
    this.backfill = new Backfill(symbol, sequence, continuity, clocks);
    this.blindness = new BlindnessCheck(sequence, continuity, clocks);
    this.states = new StateStorage(symbol, subscriptions, sequence, clocks.monotonic());
  }

  String symbol() {
    return symbol;
  }

  int slot() {
    return slot;
  }

  SymbolSubscriptions subscriptions() {
    return subscriptions;
  }

  /** Whether every trade of the exchange up to now has been matched. */
  boolean isComplete() {
    return continuity.isComplete();
  }

  /**
   * Continues where an earlier run stopped.
   *
   * @param last null if none is known; one that was restored before stays
   * @param from when trades were first followed, epoch milliseconds by the exchange's clock
   * @param since when the first trade could have been missed, monotonic nanoseconds
   */
  void restore(@Nullable TradeCursor last, long from, long since) {
    if (last == null && !sequence.isEmpty()) {
      return;
    }
    backfill.followedFrom(from);
    continuity.doubtSince(since);
    if (last != null) {
      sequence.restore(last);
    }
    blindness.restore(since);
  }

  /** Continues where an earlier run did not see trades. */
  void restore(FeedState.Stale stale) {
    blindness.restore(stale);
  }

  /** Continues with what conditions remember; before the subscriptions are restored. */
  void restore(MatchingState state, Map<Long, MatcherStart> fired) {
    if (!sequence.isEmpty() && state.at().tradeId() <= sequence.lastId()) {
      subscriptions.restore(state, fired);
      sequence.replayFrom(state.at());
      states.restored(state.at().tradeId());
    }
  }

  /** Restores an active subscription. */
  public void restore(ActiveSubscription active) {
    subscriptions.restore(active, sequence.lastTime());
  }

  /** Restores a subscription that has expired since the trade cursor. */
  void restoreExpired(ActiveSubscription expired) {
    WatchedSubscription known = expired.subscription();
    Expiry expiry = new Expiry(known.id(), symbol, known.expiresAt());
    subscriptions.restoreExpired(expired, expiry, sequence.lastTime());
  }

  /** All subscriptions are restored. */
  void restored() {
    try {
      subscriptions.restored(sequence.cursor().tradeId());
    } catch (UnreadableStateException e) {
      LOG.error("Cannot restore conditions of {}; restarting them at its trade cursor", symbol, e);
      subscriptions.forgetState();
      sequence.restore(sequence.cursor());
    }
  }

  /** Adds what conditions remember to the batch, if that is due. */
  void storeState(Batch batch) {
    states.store(batch);
  }

  /** Adds what conditions remember to the batch. */
  void storeStateNow(Batch batch) {
    states.storeNow(batch);
  }

  // -- from the stream

  public void streamOpened() {
    if (continuity.state() instanceof NoTrades) {
      backfill.openedNow();
    }
    continuity.streamOpened();
  }

  void streamLost() {
    continuity.streamLost();
  }

  /** A trade was delivered and could not be read. */
  void tradeUnreadable() {
    continuity.tradeUnreadable();
  }

  /**
   * Processes a streamed trade.
   *
   * @return what it is to the ones before; behind a gap it is held
   */
  public SequenceCheck onTrade(long id, long price, long time, Batch batch) {
    SequenceCheck check = sequence.check(id, time);
    switch (check) {
      case NEXT -> {
        sequence.next(id, price, time, batch);
        if (!continuity.isComplete()) {
          continuity.continueAfterGap(batch);
        }
      }
      case DUPLICATE -> {}
      case FIRST -> {
        return onFirstTrade(id, price, time, batch);
      }
      case GAP -> continuity.tradeAfterGap(id, price, time, batch);
      case RESTARTED -> {
        continuity.restart(id, price, time, batch);
        continuity.markComplete();
      }
    }
    return check;
  }

  private SequenceCheck onFirstTrade(long id, long price, long time, Batch batch) {
    if (continuity.state() instanceof InDoubt || continuity.state() instanceof OpenGap) {
      continuity.tradeAfterGap(id, price, time, batch); // an earlier one may have been missed
      return SequenceCheck.GAP;
    }
    sequence.begin(id, price, time, batch);
    continuity.markComplete();
    return SequenceCheck.FIRST;
  }

  // -- from history

  /** The history request that is due, if any; the response is applied page by page. */
  Optional<Gap> missing() {
    return backfill.missing();
  }

  /** A new response starts. */
  void historyRequested() {
    backfill.requested();
  }

  /** Applies past trades in id order, skipping known ones. */
  void applyHistory(HistoryPage page, Batch batch) {
    backfill.apply(page, batch);
  }

  /**
   * History is unavailable: the first price after the gap is compared with the last one before.
   *
   * @param since of the gap; a newer gap is not abandoned
   */
  void abandonHistory(long since, Batch batch) {
    continuity.abandonHistory(since, batch);
  }

  // -- subscriptions

  /** Activates pending subscriptions unless earlier trades are still missing. */
  void activate(Batch batch) {
    SequenceState state = continuity.state();
    if (!continuity.isStreaming() || state instanceof OpenGap || !subscriptions.hasPending()) {
      return;
    }
    boolean judged = state instanceof Complete || state instanceof NoTrades;
    TradeCursor last = sequence.isEmpty() ? null : sequence.cursor();
    subscriptions.activate(last, clocks.exchange().millis(), judged, batch);
    if (!sequence.isEmpty()) {
      // What was traded before is not to be evaluated again for them after a restart.
      sequence.storeCursor(batch);
    }
  }

  /** Takes it that the time of a subscription has passed; true if it is finished by this. */
  boolean expire(Expiry expiry) {
    boolean complete =
        switch (continuity.state()) {
          case NoTrades _, Complete _, UnfillableGap _ -> true;
          case InDoubt doubt -> doubt.responses() > 0;
          case OpenGap _ -> false;
        };
    return subscriptions.expire(expiry, complete);
  }

  /**
   * Forgets expired subscriptions that no trade can reach, within the window that is backfilled.
   */
  void forgetExpired(Duration window) {
    long tooOld = clocks.exchange().millis() - window.toMillis();
    subscriptions.forgetExpired(
        sequence.isEmpty()
            ? tooOld
            : Math.max(sequence.lastTime() - Backfill.OVERLAP_MILLIS, tooOld));
  }

  // -- the trade cursor

  /** The trade cursor to store, if it has moved since the last call. */
  @Nullable TradeCursor takeChangedCursor() {
    return sequence.takeChangedCursor();
  }

  /** The prices since the last call, in which there was a trade. */
  PriceWindow takePriceWindow() {
    return sequence.takePriceWindow();
  }

  /** Whether trades are received, if that is to be stored. */
  @Nullable FeedState checkBlindness() {
    return blindness.check();
  }

  /** The last matched trade. */
  TradeCursor cursor() {
    return sequence.cursor();
  }

  /** Releases the held trades. */
  void close() {
    continuity.releaseHeld();
  }
}
