package io.coinpanel.ingestion.feed;

import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one symbol: pending, active without baseline, active, and expired but still
 * matched against late earlier trades. Owned by the feed's thread.
 */
final class SymbolSubscriptions {

  private final SymbolMatcher matcher = new SymbolMatcher();
  private final List<WatchedSubscription> pending = new ArrayList<>();
  private final List<AwaitingBaseline> awaitingBaseline = new ArrayList<>();
  private final Map<Long, WatchedSubscription> expired = new LinkedHashMap<>();
  private final NanoClock clock;
  private long wantedAt;

  /**
   * Active, and judged from its baseline on.
   *
   * @param since when it became active, epoch milliseconds by the exchange's clock
   */
  private record AwaitingBaseline(WatchedSubscription subscription, long since) {}

  SymbolSubscriptions(NanoClock clock) {
    this.clock = clock;
    this.wantedAt = clock.nanoTime();
  }

  void restore(WatchedSubscription active) {
    matcher.add(active);
  }

  /** Takes one that is to become active. */
  void addPending(WatchedSubscription subscription) {
    pending.add(subscription);
  }

  /** For how long none has needed the symbol's stream, in nanoseconds. */
  long idleNanos() {
    if (isWanted()) {
      wantedAt = clock.nanoTime();
    }
    return clock.nanoTime() - wantedAt;
  }

  private boolean isWanted() {
    long over = expired.keySet().stream().filter(matcher::isLimited).count();
    return matcher.size() > over || !pending.isEmpty() || !awaitingBaseline.isEmpty();
  }

  /**
   * Activates pending subscriptions.
   *
   * @param price the last known one in units, or null
   * @param now epoch milliseconds by the exchange's clock
   * @param judged whether the last known trade is their baseline; otherwise a later one is
   */
  void activate(@Nullable Long price, long now, boolean judged, Batch batch) {
    for (WatchedSubscription subscription : pending) {
      batch.activations().add(new Batch.Activation(subscription.id(), price, now));
      if (judged) {
        matcher.add(subscription);
      } else {
        awaitingBaseline.add(new AwaitingBaseline(subscription, now));
      }
    }
    pending.clear();
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /** The last trade is the baseline of all that are active. */
  void applyBaseline() {
    if (!awaitingBaseline.isEmpty()) {
      awaitingBaseline.forEach(one -> matcher.add(one.subscription()));
      awaitingBaseline.clear();
    }
  }

  /** The last trade is the baseline of those that became active before the given time. */
  void applyBaselineBefore(long time) {
    for (Iterator<AwaitingBaseline> all = awaitingBaseline.iterator(); all.hasNext(); ) {
      AwaitingBaseline one = all.next();
      if (one.since() <= time) {
        matcher.add(one.subscription());
        all.remove();
      }
    }
  }

  /** The price that the next trade is judged against. */
  void baseline(long price) {
    matcher.baseline(price);
  }

  void trade(long id, long price, long time, Source source, Crossings into) {
    matcher.trade(id, price, time, source, into);
  }

  /** Forgets one that ended; false if it was not here. */
  boolean remove(WatchedSubscription ended) {
    expired.remove(ended.id());
    return matcher.remove(ended.threshold(), ended.id())
        || pending.removeIf(one -> one.id() == ended.id())
        || awaitingBaseline.removeIf(one -> one.subscription().id() == ended.id());
  }

  /**
   * Takes it that the time of one has passed; trades before that still count.
   *
   * @param complete whether all that may be missing has been looked for
   * @return whether it is finished by this
   */
  boolean expire(WatchedSubscription subscription, boolean complete) {
    if (pending.removeIf(one -> one.id() == subscription.id())) {
      return true;
    }
    boolean active =
        matcher.isLimited(subscription.id())
            || awaitingBaseline.stream()
                .anyMatch(one -> one.subscription().id() == subscription.id());
    return complete && active && expired.putIfAbsent(subscription.id(), subscription) == null;
  }

  /**
   * Forgets expired ones that no trade can reach any more.
   *
   * @param time epoch milliseconds: every trade before it has been judged, or is too old
   */
  void forgetExpired(long time) {
    for (Iterator<WatchedSubscription> all = expired.values().iterator(); all.hasNext(); ) {
      WatchedSubscription one = all.next();
      if (one.expiresAt() <= time) {
        all.remove();
        matcher.remove(one.threshold(), one.id());
        awaitingBaseline.removeIf(awaiting -> awaiting.subscription().id() == one.id());
      }
    }
  }
}
