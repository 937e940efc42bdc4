package io.coinpanel.ingestion.feed;

import java.time.Duration;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * When what a symbol's conditions remember is stored: at once for the first of them and for a
 * baseline that is not stored otherwise, and every few seconds while there are trades. Owned by the
 * feed's thread.
 */
final class StateStorage {

  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

  private final String symbol;
  private final SymbolSubscriptions subscriptions;
  private final TradeSequence sequence;
  private final NanoClock clock;

  private boolean isStored;
  private long storedAt;
  private long storedId;

  StateStorage(
      String symbol, SymbolSubscriptions subscriptions, TradeSequence sequence, NanoClock clock) {
    this.symbol = symbol;
    this.subscriptions = subscriptions;
    this.sequence = sequence;
    this.clock = clock;
  }

  /** One is stored already, for this trade. */
  void restored(long tradeId) {
    isStored = true;
    storedAt = clock.nanoTime();
    storedId = tradeId;
  }

  /** Adds it to the batch, if it is due. */
  void store(Batch batch) {
    store(batch, clock.nanoTime() - storedAt >= INTERVAL);
  }

  /** Adds it to the batch, if there were trades since. */
  void storeNow(Batch batch) {
    store(batch, true);
  }

  private void store(Batch batch, boolean isTime) {
    if (sequence.isEmpty() || sequence.isReplaying()) {
      return;
    }
    if (!subscriptions.hasState()) {
      drop(batch);
    } else if (!isStored
        || subscriptions.hasUnstoredBaseline()
        || (isTime && sequence.lastId() != storedId)) {
      put(subscriptions.state(), batch);
    }
  }

  private void put(byte @Nullable [] state, Batch batch) {
    if (state != null) {
      batch.matchingStates().put(symbol, new MatchingState(sequence.cursor(), state));
      sequence.storeCursor(batch); // a state is never ahead of it
      subscriptions.stateStored();
      restored(sequence.lastId());
    }
  }

  private void drop(Batch batch) {
    if (isStored) {
      batch.matchingStates().put(symbol, null);
      isStored = false;
    }
  }
}
