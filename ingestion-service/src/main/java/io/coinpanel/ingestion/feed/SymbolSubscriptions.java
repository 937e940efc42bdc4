package io.coinpanel.ingestion.feed;

import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.MatcherStart;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.matching.UnreadableStateException;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Source;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one symbol: pending, active without baseline, active, and expired but still
 * matched against late earlier trades. Owned by the feed's thread.
 */
final class SymbolSubscriptions {

  private static final long NOT_HERE = SymbolMatcher.NOT_HERE;

  private SymbolMatcher matcher = new SymbolMatcher();
  private final Map<Long, PendingSubscription> pending = new LinkedHashMap<>();
  private final Map<Long, AwaitingBaseline> awaitingBaseline = new LinkedHashMap<>();
  private final Map<Long, Expiry> expired = new LinkedHashMap<>();
  private final NanoClock clock;
  private @Nullable RestoredMatching restoring;
  // Of a rule whose activation does not have it.
  private boolean hasUnstoredBaseline;
  private long wantedAt;

  SymbolSubscriptions(NanoClock clock) {
    this.clock = clock;
    this.wantedAt = clock.nanoTime();
  }

  // -- after a restart

  /** Takes what rules remember; before they are restored. */
  void restore(MatchingState state, Map<Long, MatcherStart> fired) {
    restoring = new RestoredMatching(state, fired);
  }

  /**
   * Takes one that is active.
   *
   * @param judgedUntil the time of the last known trade; what became active later without a known
   *     baseline waits for it
   */
  void restore(ActiveSubscription active, long judgedUntil) {
    WatchedSubscription subscription = active.subscription();
    if (active.baseline() == null
        && active.since() > judgedUntil
        && subscription.lastFiredAt() == WatchedSubscription.NEVER) {
      awaitingBaseline.put(
          subscription.id(),
          new AwaitingBaseline(new PendingSubscription(subscription, NOT_HERE), active.since()));
    } else if (restoring == null) {
      matcher.add(subscription);
    } else {
      restoring.add(active);
    }
  }

  /** Takes one that has expired, and may still fire on earlier trades that are found late. */
  void restoreExpired(ActiveSubscription active, Expiry expiry, long judgedUntil) {
    restore(active, judgedUntil);
    expired.put(expiry.id(), expiry);
    matcher.recordExpiry(expiry.id(), expiry.expiresAt());
  }

  /**
   * All that are active were taken.
   *
   * @param judgedUpTo the id of the stored trade cursor: trades up to it fire nothing
   */
  void restored(long judgedUpTo) throws UnreadableStateException {
    if (restoring != null) {
      restoring.restore(matcher, judgedUpTo);
      restoring = null;
    }
  }

  /** What was stored cannot be read: all begin with the baseline that is to follow. */
  void forgetState() {
    matcher = new SymbolMatcher();
    if (restoring != null) {
      restoring.subscriptions().forEach(matcher::add);
      restoring = null;
    }
  }

  /** What is remembered of the trades so far; null if that is the last price alone. */
  byte @Nullable [] state() {
    return matcher.state();
  }

  boolean hasState() {
    return matcher.hasRules();
  }

  /** Whether a baseline of a rule is known only by what is remembered. */
  boolean hasUnstoredBaseline() {
    return hasUnstoredBaseline;
  }

  /** What is remembered now is stored with the batch. */
  void stateStored() {
    hasUnstoredBaseline = false;
  }

  /** For how long none has needed the symbol's stream, in nanoseconds. */
  long idleNanos() {
    if (isWanted()) {
      wantedAt = clock.nanoTime();
    }
    return clock.nanoTime() - wantedAt;
  }

  /** Keeps the symbol's stream for a while, for its prices. */
  void keepStream() {
    wantedAt = clock.nanoTime();
  }

  boolean isWanted() {
    long over = expired.keySet().stream().filter(matcher::isRule).count();
    return matcher.size() > over || !pending.isEmpty() || !awaitingBaseline.isEmpty();
  }

  // -- changes of the table

  /** Takes one that is to become active with a new baseline. */
  void addPending(WatchedSubscription subscription) {
    addPending(subscription, NOT_HERE);
  }

  private void addPending(WatchedSubscription subscription, long earlier) {
    pending.put(
        subscription.id(), new PendingSubscription(subscription.withoutLastFired(), earlier));
  }

  /**
   * Takes new subscriptions and new terms of known ones. Terms that ask for a new baseline are
   * pending, and until they are active the earlier ones are evaluated; others are evaluated from
   * the next trade on.
   *
   * @param areActive whether they are active according to the table
   */
  void update(List<WatchedSubscription> changed, boolean areActive) {
    Places places = new Places();
    changed.forEach(one -> places.look(one.id(), one.revision(), one.plainPlace()));
    places.search();
    changed.forEach(one -> update(one, places.of(one.id()), areActive));
  }

  private void update(WatchedSubscription changed, long place, boolean isActive) {
    PendingSubscription before = pending.get(changed.id());
    AwaitingBaseline waiting = awaitingBaseline.get(changed.id());
    if (before != null) {
      addPending(changed, kept(before.earlier(), changed));
    } else if (waiting != null) {
      update(changed, waiting);
    } else if (place != NOT_HERE) {
      updateJudged(changed, place);
    } else if (!isActive) {
      restart(changed, NOT_HERE);
    } else if (isStillLive(changed)) {
      matcher.add(changed);
      matcher.forgetExpiry(changed.id());
    }
  }

  private void update(WatchedSubscription changed, AwaitingBaseline waiting) {
    long earlier = kept(waiting.pending().earlier(), changed);
    if (changed.baselineRevision() > waiting.pending().subscription().revision()) {
      awaitingBaseline.remove(changed.id());
      addPending(changed, earlier);
    } else {
      PendingSubscription later = new PendingSubscription(changed, earlier);
      awaitingBaseline.put(changed.id(), new AwaitingBaseline(later, waiting.since()));
      extend(changed);
    }
  }

  private void updateJudged(WatchedSubscription changed, long place) {
    if (changed.baselineRevision() > matcher.revision(changed.id())) {
      addPending(changed, kept(place, changed));
    } else {
      matcher.replace(place, changed);
      extend(changed);
    }
  }

  /** Where earlier terms are still evaluated; not if it may have been paused in between. */
  private long kept(long earlier, WatchedSubscription changed) {
    if (earlier == NOT_HERE || changed.baselineRevision() == matcher.revision(changed.id()) + 1) {
      return earlier;
    }
    matcher.remove(earlier, changed.id());
    return NOT_HERE;
  }

  private void restart(WatchedSubscription changed, long place) {
    forget(changed.id(), place);
    addPending(changed);
  }

  private void extend(WatchedSubscription changed) {
    long id = changed.id();
    if (changed.expiresAt() > matcher.expiry(id)) {
      expired.remove(id);
      matcher.forgetExpiry(id);
    }
  }

  /**
   * Whether one that has ended by earlier terms has not by these: whoever commits that end compares
   * it with the table in the same way.
   */
  private boolean isStillLive(WatchedSubscription changed) {
    long expiry = matcher.expiry(changed.id());
    return expiry == NOT_HERE ? !changed.isOnce() : changed.expiresAt() > expiry;
  }

  /** Forgets those that are no longer to be evaluated. */
  void withdraw(List<Withdrawal> withdrawn) {
    Places places = new Places();
    withdrawn.forEach(one -> places.look(one.id(), one.revision(), one.threshold()));
    places.search();
    withdrawn.forEach(one -> forget(one.id(), places.of(one.id())));
  }

  private void forget(long id, long place) {
    pending.remove(id);
    awaitingBaseline.remove(id);
    expired.remove(id);
    matcher.forgetExpiry(id);
    if (place != NOT_HERE) {
      matcher.remove(place, id);
    }
  }

  /**
   * Where the matcher has subscriptions, whose thresholds may have changed since. Only an update
   * can have done that, and only the first is not noted: all of those are searched for at once.
   */
  private final class Places {
    private final Long2LongHashMap found = new Long2LongHashMap(NOT_HERE);
    private final LongHashSet unknown = new LongHashSet();

    void look(long id, int revision, long guess) {
      long place = matcher.place(id, earlier(id, guess));
      if (place != NOT_HERE) {
        found.put(id, place);
      } else if (revision > 1) {
        unknown.add(id);
      }
    }

    private long earlier(long id, long guess) {
      PendingSubscription before = pending.get(id);
      AwaitingBaseline waiting = awaitingBaseline.get(id);
      before = waiting == null ? before : waiting.pending();
      return before == null ? guess : before.earlier();
    }

    void search() {
      if (!unknown.isEmpty()) {
        matcher.locate(unknown, found);
      }
    }

    long of(long id) {
      return found.get(id);
    }
  }

  // -- activation

  /**
   * Activates pending subscriptions.
   *
   * @param last the last known trade
   * @param now epoch milliseconds by the exchange's clock
   * @param judged whether the last known trade is their baseline; otherwise a later one is
   */
  void activate(@Nullable TradeCursor last, long now, boolean judged, Batch batch) {
    Long price = last == null ? null : (Long) last.price();
    TradeCursor baseline = judged ? last : null;
    for (PendingSubscription one : pending.values()) {
      WatchedSubscription subscription = one.subscription();
      batch
          .activations()
          .add(
              new Batch.Activation(
                  subscription.id(), subscription.baselineRevision(), price, now, baseline));
      if (judged) {
        judge(one);
      } else {
        awaitingBaseline.put(subscription.id(), new AwaitingBaseline(one, now));
      }
    }
    pending.clear();
  }

  /** The last trade is the baseline of one, and the last that earlier terms were evaluated on. */
  private void judge(PendingSubscription one) {
    if (one.earlier() != NOT_HERE) {
      matcher.remove(one.earlier(), one.subscription().id());
      matcher.forgetExpiry(one.subscription().id());
    }
    matcher.add(one.subscription());
  }

  private void judgeAwaiting(AwaitingBaseline one) {
    judge(one.pending());
    hasUnstoredBaseline |= matcher.isRule(one.pending().subscription().id());
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /** The last trade is the baseline of all that are active. */
  void applyBaseline() {
    if (!awaitingBaseline.isEmpty()) {
      awaitingBaseline.values().forEach(this::judgeAwaiting);
      awaitingBaseline.clear();
    }
  }

  /** The last trade is the baseline of those that became active before the given time. */
  void applyBaselineBefore(long time) {
    for (Iterator<AwaitingBaseline> all = awaitingBaseline.values().iterator(); all.hasNext(); ) {
      AwaitingBaseline one = all.next();
      if (one.since() <= time) {
        judgeAwaiting(one);
        all.remove();
      }
    }
  }

  /** Takes a trade that fires nothing and that the next one is evaluated against. */
  void baseline(long id, long price, long time) {
    matcher.baseline(id, price, time);
  }

  /** Takes the trades from one id up to another, all of one price and time. */
  void trade(long id, long upTo, long price, long time, Source source, Crossings into) {
    matcher.trade(id, upTo, price, time, source, into);
  }

  // -- expiry

  /**
   * Takes it that the time of one has passed; trades before that still count.
   *
   * @param complete whether all that may be missing has been looked for
   * @return whether it is finished by this; one that is not here only has to be stored as finished
   */
  boolean expire(Expiry expiry, boolean complete) {
    long id = expiry.id();
    PendingSubscription before = pending.get(id);
    if (before != null) {
      forget(id, before.earlier());
      return true;
    }
    if (!matcher.isRule(id) && !awaitingBaseline.containsKey(id)) {
      return true;
    }
    if (!complete || matcher.awaitsProof(id) || expired.putIfAbsent(id, expiry) != null) {
      return false;
    }
    matcher.recordExpiry(id, expiry.expiresAt());
    return true;
  }

  /**
   * Forgets expired ones that no trade can reach any more.
   *
   * @param time epoch milliseconds: every trade before it has been evaluated, or is too old
   */
  void forgetExpired(long time) {
    for (Iterator<Expiry> all = expired.values().iterator(); all.hasNext(); ) {
      Expiry one = all.next();
      if (one.expiresAt() <= time) {
        all.remove();
        awaitingBaseline.remove(one.id());
        if (matcher.isRule(one.id())) {
          matcher.remove(SymbolMatcher.RULE, one.id());
        }
      }
    }
  }
}
