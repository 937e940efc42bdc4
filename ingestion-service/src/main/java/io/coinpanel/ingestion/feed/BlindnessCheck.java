package io.coinpanel.ingestion.feed;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a symbol's trades have not been received for long, and when they are received again.
 * A quiet symbol is not stale. Owned by the feed's thread.
 */
final class BlindnessCheck {

  static final Duration TOLERANCE = Duration.ofSeconds(60);

  // While ingestion was down a webserver may have counted a little longer.
  private static final Duration TOLERANCE_WHEN_BACK = TOLERANCE.minusSeconds(5);

  private final TradeSequence sequence;
  private final Continuity continuity;
  private final FeedClocks clocks;

  // When the trades were last received, monotonic nanoseconds, and what there was then.
  private long seenAt;
  private long lastId = SequenceCheck.NONE;
  private long found;
  private long missing;
  private boolean stale;

  BlindnessCheck(TradeSequence sequence, Continuity continuity, FeedClocks clocks) {
    this.sequence = sequence;
    this.continuity = continuity;
    this.clocks = clocks;
    this.seenAt = clocks.monotonic().nanoTime();
  }

  /** An earlier run saw the trades until this monotonic time. */
  void restore(long since) {
    seenAt = since;
    lastId = sequence.lastId();
  }

  /** An earlier run had stored that it did not see the trades. */
  void restore(FeedState.Stale before) {
    long age = Math.max(0, clocks.wall().millis() - before.since());
    seenAt = Math.min(seenAt, clocks.monotonic().nanoTime() - TimeUnit.MILLISECONDS.toNanos(age));
    stale = true;
    Long afterTradeId = before.afterTradeId();
    if (afterTradeId != null && afterTradeId < lastId) {
      found -= lastId - afterTradeId; // that run had found these already
      lastId = afterTradeId;
    }
  }

  /** The state to store if it has changed. */
  @Nullable FeedState check() {
    long now = clocks.monotonic().nanoTime();
    Duration blind = Duration.ofNanos(now - seenAt);
    long since = clocks.wall().millis() - blind.toMillis();
    if (!continuity.isInSight()) {
      if (stale || blind.compareTo(TOLERANCE) < 0) {
        return null;
      }
      stale = true;
      return new FeedState.Stale(since, lastId == SequenceCheck.NONE ? null : (Long) lastId);
    }
    boolean wasReported = stale || blind.compareTo(TOLERANCE_WHEN_BACK) >= 0;
    FeedState.Ok ok =
        new FeedState.Ok(since, sequence.found() - found, sequence.missing() - missing);
    stale = false;
    seenAt = now;
    lastId = sequence.lastId();
    found = sequence.found();
    missing = sequence.missing();
    return wasReported ? ok : null;
  }
}
