package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.feed.SequenceState.Complete;
import io.coinpanel.ingestion.feed.SequenceState.InDoubt;
import io.coinpanel.ingestion.feed.SequenceState.NoTrades;
import io.coinpanel.ingestion.feed.SequenceState.OpenGap;
import io.coinpanel.ingestion.feed.SequenceState.UnfillableGap;
import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/**
 * Whether trades of a symbol may be missing: its {@link SequenceState}, changed by what the stream
 * delivers, and the trades held behind a gap. Owned by the feed's thread.
 */
final class Continuity {

  /** A jump in ids counts as a gap after this time: late trades often arrive by themselves. */
  static final Duration REORDERING = Duration.ofMillis(100);

  private static final SequenceState COMPLETE = new Complete();

  private final TradeSequence sequence;
  private final SymbolSubscriptions subscriptions;
  private final ReorderBudget budget;
  private final NanoClock clock;

  private SequenceState state = new NoTrades();
  private boolean streaming;
  // The latest that the stream has delivered after a gap: it may not have been held.
  private long lastSeenId = SequenceCheck.NONE;

  Continuity(
      TradeSequence sequence,
      SymbolSubscriptions subscriptions,
      ReorderBudget budget,
      NanoClock clock) {
    this.sequence = sequence;
    this.subscriptions = subscriptions;
    this.budget = budget;
    this.clock = clock;
  }

  SequenceState state() {
    return state;
  }

  boolean isStreaming() {
    return streaming;
  }

  /** Whether every trade of the exchange up to now has been matched; only while streaming. */
  boolean isComplete() {
    return state instanceof Complete;
  }

  /** Whether the exchange's trades arrive, and none is missing that history has been asked for. */
  boolean isInSight() {
    return streaming
        && switch (state) {
          case NoTrades _, Complete _ -> true;
          case InDoubt doubt -> doubt.responses() > 0;
          case OpenGap _, UnfillableGap _ -> false;
        };
  }

  /** Trades may have been missed since this monotonic time. */
  void doubtSince(long since) {
    state = new InDoubt(since, now(), 0);
  }

  // -- from the stream

  void streamOpened() {
    streaming = true;
    switch (state) {
      case InDoubt doubt -> state = doubt.restarted(now());
      case OpenGap openGap when openGap.doubtBehind() != null ->
          state = openGap.with(openGap.doubtBehind().restarted(now()));
      case NoTrades _, Complete _, OpenGap _, UnfillableGap _ -> {}
    }
  }

  void streamLost() {
    if (streaming) {
      markInDoubt();
    }
    streaming = false;
  }

  /** A trade was delivered and could not be read. */
  void tradeUnreadable() {
    if (streaming) {
      markInDoubt();
    }
  }

  private void markInDoubt() {
    state =
        switch (state) {
          case NoTrades _, Complete _ -> new InDoubt(now(), now(), 0);
          case InDoubt doubt -> doubt.restarted(now());
          case OpenGap openGap ->
              openGap.with(
                  openGap.doubtBehind() == null
                      ? new InDoubt(now(), now(), 0)
                      : openGap.doubtBehind().restarted(now()));
          case UnfillableGap unfillableGap -> unfillableGap;
        };
  }

  /** A streamed trade that does not follow the last one: held until what is missing is there. */
  void tradeAfterGap(long id, long price, long time, Batch batch) {
    lastSeenId = Math.max(lastSeenId, id);
    switch (state) {
      case NoTrades _, UnfillableGap _ -> {
        sequence.compareAcrossGap(id, price, time, batch);
        markComplete();
      }
      case Complete _ -> hold(openGap(now(), now() + REORDERING.toNanos()), id, price, time);
      case InDoubt doubt -> hold(openGap(doubt.since(), now()), id, price, time);
      case OpenGap openGap -> hold(openGap, id, price, time);
    }
  }

  private OpenGap openGap(long since, long due) {
    return new OpenGap(since, due, new ReorderBuffer(budget), null);
  }

  private void hold(OpenGap openGap, long id, long price, long time) {
    boolean isLatest = openGap.held().isEmpty() || id > openGap.held().lastId();
    if (openGap.held().add(id, price, time, now())) {
      // What may be missing before the latest is a gap in the ids now.
      state = isLatest && openGap.doubtBehind() != null ? openGap.with(null) : openGap;
    } else {
      openGap.held().clear();
      doubtSince(openGap.since());
    }
  }

  /** The exchange has restarted its trade ids. */
  void restart(long id, long price, long time, Batch batch) {
    lastSeenId = SequenceCheck.NONE;
    sequence.restart(id, price, time, batch);
  }

  // -- once trades may have closed a gap

  /** After a trade that may have closed a gap: matches held trades that follow. */
  void continueAfterGap(Batch batch) {
    if (!(state instanceof OpenGap openGap)) {
      markComplete();
      return;
    }
    boolean advanced = matchHeld(openGap.held(), batch);
    if (!openGap.held().isEmpty()) {
      if (advanced) {
        long since = openGap.held().arrivedAt();
        state =
            new OpenGap(since, since + REORDERING.toNanos(), openGap.held(), openGap.doubtBehind());
      }
    } else if (openGap.doubtBehind() != null) {
      state = openGap.doubtBehind();
    } else {
      markComplete();
    }
  }

  private boolean matchHeld(ReorderBuffer held, Batch batch) {
    boolean any = false;
    for (; !held.isEmpty() && held.id() <= sequence.lastId() + 1; held.dropFirst()) {
      any = true;
      if (held.id() > sequence.lastId()) {
        sequence.next(held.id(), held.price(), held.time(), batch);
      }
    }
    return any;
  }

  /** Nothing is missing that is known of. */
  void markComplete() {
    releaseHeld();
    subscriptions.applyBaseline();
    if (streaming && lastSeenId <= sequence.lastId()) {
      state = COMPLETE;
    } else {
      state =
          state instanceof InDoubt doubt ? doubt.restarted(now()) : new InDoubt(now(), now(), 0);
    }
  }

  // -- from history

  /** History has answered so often without news. */
  void answered(InDoubt doubt, int responses) {
    state = new InDoubt(doubt.since(), doubt.requestedAt(), responses);
  }

  /**
   * History is unavailable: the first price after the gap is compared with the last one before.
   *
   * @param since of the gap; a newer gap is not abandoned
   */
  void abandonHistory(long since, Batch batch) {
    switch (state) {
      case InDoubt doubt when doubt.since() == since -> state = new UnfillableGap();
      case OpenGap openGap when openGap.since() == since -> {
        ReorderBuffer held = openGap.held();
        if (sequence.isEmpty()) {
          sequence.beginWith(held, batch);
        } else {
          sequence.compareAcrossGap(held.id(), held.price(), held.time(), batch);
          held.dropFirst();
        }
        continueAfterGap(batch);
      }
      case NoTrades _, Complete _, UnfillableGap _, InDoubt _, OpenGap _ -> {}
    }
  }

  /** Releases the held trades. */
  void releaseHeld() {
    if (state instanceof OpenGap openGap) {
      openGap.held().clear();
    }
  }

  private long now() {
    return clock.nanoTime();
  }
}
