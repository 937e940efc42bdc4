package io.coinpanel.ingestion.feed;

import io.coinpanel.matching.Crossings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * What the feed produced since the last transaction, committed together: crossings, trade cursors,
 * prices, activations, stale symbols, and symbols no longer watched.
 */
public final class Batch {

  private static final int LARGE = 200_000;

  private final Crossings crossings = new Crossings();
  private final List<Activation> activations = new ArrayList<>();
  private final Map<String, @Nullable TradeCursor> cursors = new HashMap<>();
  private final Map<String, PriceWindow> priceWindows = new HashMap<>();
  private final Map<String, @Nullable FeedState> feedStates = new HashMap<>();
  private final Map<String, @Nullable MatchingState> matchingStates = new HashMap<>();
  private final LongHashSet overBudget = new LongHashSet();
  private final Long2LongHashMap budgets = new Long2LongHashMap(0);
  private final List<Runnable> listeners = new ArrayList<>(0);
  private String snapshot = "";

  /**
   * A subscription became active.
   *
   * @param revision the revision that asked for this baseline
   * @param price the last price before in units of {@link io.coinpanel.model.Price}, or null
   * @param time epoch milliseconds
   * @param baseline the last trade before, if trades after it are evaluated
   */
  public record Activation(
      long subscription,
      int revision,
      @Nullable Long price,
      long time,
      @Nullable TradeCursor baseline) {}

  public Crossings crossings() {
    return crossings;
  }

  public List<Activation> activations() {
    return activations;
  }

  /** By symbol; null for a symbol no longer watched. */
  public Map<String, @Nullable TradeCursor> cursors() {
    return cursors;
  }

  /** Prices of a second, by symbol; each has a trade cursor too. */
  public Map<String, PriceWindow> priceWindows() {
    return priceWindows;
  }

  /** Changes of whether the trades of symbols are received; null for a symbol no longer watched. */
  public Map<String, @Nullable FeedState> feedStates() {
    return feedStates;
  }

  /** What conditions remember, by symbol; null where it is not needed any more. */
  public Map<String, @Nullable MatchingState> matchingStates() {
    return matchingStates;
  }

  /** Subscriptions to be paused, as their owners have no notifications left for the hour. */
  public LongHashSet overBudget() {
    return overBudget;
  }

  /** Numbers of notifications in this hour to be stored, by owner. */
  public Long2LongHashMap budgets() {
    return budgets;
  }

  /**
   * The subscription snapshot the feed had applied when the batch began; crossings of subscriptions
   * that ended later may be included. Empty before the first.
   */
  public String snapshot() {
    return snapshot;
  }

  void snapshot(String snapshot) {
    this.snapshot = snapshot;
  }

  /** Calls it once this batch, and so all before, is durable. */
  void onCommitted(Runnable listener) {
    listeners.add(listener);
  }

  /** It is durable. */
  public void committed() {
    listeners.forEach(Runnable::run);
  }

  /** Whether the batch contains client events. */
  public boolean hasClientEvents() {
    return crossings.size() > 0
        || !crossings.expired().isEmpty()
        || !activations.isEmpty()
        || !overBudget.isEmpty();
  }

  /** Whether there is nothing to commit. */
  public boolean isEmpty() {
    return crossings.isEmpty()
        && activations.isEmpty()
        && cursors.isEmpty()
        && feedStates.isEmpty()
        && matchingStates.isEmpty()
        && overBudget.isEmpty()
        && listeners.isEmpty();
  }

  boolean isLarge() {
    return crossings.size() >= LARGE;
  }

  /** Clears the batch for reuse. */
  public void clear() {
    crossings.clear();
    activations.clear();
    cursors.clear();
    priceWindows.clear();
    feedStates.clear();
    matchingStates.clear();
    overBudget.clear();
    budgets.clear();
    listeners.clear();
  }
}
