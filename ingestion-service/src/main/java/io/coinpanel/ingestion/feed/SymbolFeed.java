package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeHistory.PastTrades;
import io.coinpanel.ingestion.feed.Continuity.Holed;
import io.coinpanel.ingestion.feed.Continuity.InDoubt;
import io.coinpanel.ingestion.feed.Continuity.Unfillable;
import io.coinpanel.ingestion.feed.Continuity.Unseen;
import io.coinpanel.ingestion.feed.Continuity.Whole;
import io.coinpanel.ingestion.watch.WatchedSubscription;
import io.coinpanel.model.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One symbol's trades: stream and history made one sequence without gap or repetition, and judged
 * for its subscriptions. Owned by the feed's thread.
 */
final class SymbolFeed {

  private static final Logger LOG = LoggerFactory.getLogger(SymbolFeed.class);

  /** A jump in the ids is taken for a gap after this: late trades often come by themselves. */
  static final Duration REORDERING = Duration.ofMillis(100);

  /**
   * When a quiet symbol's history is asked after its stream came back: the exchange answers from
   * the replica that is furthest behind, so that the first answers may not have what was missed.
   */
  static final List<Duration> CHECKS =
      List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

  // Trade times follow the ids but for a few milliseconds, and the last known trade is to be in the
  // answer.
  private static final long OVERLAP_MILLIS = 1_000;

  private static final long NONE = SequenceGuard.NONE;
  private static final Continuity WHOLE = new Whole();

  private final String symbol;
  private final int slot;
  private final Clocks clocks;
  private final HeldTrades.Budget budget;
  private final FeedMetrics metrics;
  private final SymbolSubscriptions subscriptions = new SymbolSubscriptions();

  private Continuity continuity = new Unseen();
  private boolean streaming;

  // The last judged trade.
  private long lastId = NONE;
  private long lastPrice;
  private long lastTime;

  // Since when trades are followed, while there has been none: by whichever clock it was noted.
  private @Nullable Long followedFrom;
  private long openedAt;

  private final HistoryCursor reading = new HistoryCursor();
  private long wantedAt;
  private boolean moved;

  SymbolFeed(
      String symbol, int slot, Clocks clocks, HeldTrades.Budget budget, FeedMetrics metrics) {
    this.metrics = metrics;
    this.symbol = symbol;
    this.slot = slot;
    this.clocks = clocks;
    this.budget = budget;
    this.openedAt = now();
    this.wantedAt = openedAt;
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

  /**
   * Goes on where an earlier run stopped.
   *
   * @param last null if none is known; one that was restored before stays
   * @param from when trades were first followed, epoch milliseconds by the exchange's clock
   * @param since when the first trade could have been missed, monotonic nanoseconds
   */
  void restore(@Nullable Position last, long from, long since) {
    if (last == null && lastId != NONE) {
      return;
    }
    followedFrom = from;
    continuity = new InDoubt(since, now(), 0);
    if (last != null) {
      lastId = last.tradeId();
      lastPrice = last.price();
      lastTime = last.time();
      subscriptions.baseline(lastPrice);
    }
  }

  /** For how long nobody has wanted it, in nanoseconds. */
  long idleFor() {
    if (subscriptions.isWanted()) {
      wantedAt = now();
    }
    return now() - wantedAt;
  }

  /** Whether every trade of the exchange up to now has been judged. */
  boolean isWhole() {
    return continuity instanceof Whole && streaming;
  }

  // -- what the stream does

  void streamOpened() {
    streaming = true;
    switch (continuity) {
      case Unseen _ -> openedAt = now();
      case InDoubt doubt -> continuity = doubt.again(now());
      case Holed holed when holed.behind() != null ->
          continuity = holed.with(holed.behind().again(now()));
      case Whole _, Holed _, Unfillable _ -> {}
    }
  }

  void streamLost() {
    if (streaming) {
      doubt();
    }
    streaming = false;
  }

  /** A trade was delivered and could not be read. */
  void tradeUnreadable() {
    if (streaming) {
      doubt();
    }
  }

  private void doubt() {
    continuity =
        switch (continuity) {
          case Unseen _, Whole _ -> new InDoubt(now(), now(), 0);
          case InDoubt doubt -> doubt.again(now());
          case Holed holed ->
              holed.with(
                  holed.behind() == null
                      ? new InDoubt(now(), now(), 0)
                      : holed.behind().again(now()));
          case Unfillable unfillable -> unfillable;
        };
  }

  /**
   * Takes a trade from the stream.
   *
   * @return what it is to the ones before; behind a gap it is held
   */
  SequenceGuard live(long id, long price, long time, Batch batch) {
    SequenceGuard sequence = SequenceGuard.judge(lastId, lastTime, id, time);
    switch (sequence) {
      case NEXT -> {
        next(id, price, time, batch);
        if (!(continuity instanceof Whole)) {
          goOn(batch);
        }
      }
      case DUPLICATE -> {}
      case FIRST -> {
        return first(id, price, time, batch);
      }
      case GAP -> afterGap(id, price, time, batch);
      case RESTARTED -> {
        restart(id, price, time, batch);
        whole();
      }
    }
    return sequence;
  }

  private SequenceGuard first(long id, long price, long time, Batch batch) {
    if (continuity instanceof InDoubt || continuity instanceof Holed) {
      afterGap(id, price, time, batch); // an earlier one may have been missed
      return SequenceGuard.GAP;
    }
    begin(id, price, time, batch);
    whole();
    return SequenceGuard.FIRST;
  }

  private void afterGap(long id, long price, long time, Batch batch) {
    switch (continuity) {
      case Unseen _, Unfillable _ -> {
        judge(id, id, price, time, Source.GAP, batch);
        subscriptions.join();
        whole();
      }
      case Whole _ ->
          hold(
              new Holed(now(), now() + REORDERING.toNanos(), new HeldTrades(budget)),
              id,
              price,
              time);
      case InDoubt doubt ->
          hold(new Holed(doubt.since(), now(), new HeldTrades(budget)), id, price, time);
      case Holed holed -> hold(holed, id, price, time);
    }
  }

  private void hold(Holed holed, long id, long price, long time) {
    boolean isLatest = holed.held().isEmpty() || id > holed.held().lastId();
    if (holed.held().hold(id, price, time, now())) {
      // What may be missing before the latest is a gap in the ids now.
      continuity = isLatest && holed.behind() != null ? holed.with(null) : holed;
    } else {
      holed.held().clear();
      continuity = new InDoubt(holed.since(), now(), 0);
    }
  }

  /** After a trade that may have closed a gap: judges what is held and follows. */
  private void goOn(Batch batch) {
    if (!(continuity instanceof Holed holed)) {
      whole();
      return;
    }
    boolean closed = drain(holed.held(), batch);
    if (!holed.held().isEmpty()) {
      if (closed) {
        long since = holed.held().arrivedAt();
        continuity = new Holed(since, since + REORDERING.toNanos(), holed.held(), holed.behind());
      }
    } else if (holed.behind() != null) {
      continuity = holed.behind();
    } else {
      whole();
    }
  }

  private boolean drain(HeldTrades held, Batch batch) {
    boolean any = false;
    for (; !held.isEmpty() && held.id() <= lastId + 1; held.dropFirst()) {
      any = true;
      if (held.id() > lastId) {
        next(held.id(), held.price(), held.time(), batch);
      }
    }
    return any;
  }

  private void whole() {
    close();
    continuity = streaming ? WHOLE : new InDoubt(now(), now(), 0);
    subscriptions.join();
  }

  // -- what history says

  /** What history is to be asked, if it is: the answer is given page by page. */
  Optional<Gap> missing() {
    boolean visible = continuity instanceof Holed;
    return switch (continuity) {
      case InDoubt doubt when streaming -> Optional.of(gap(doubt.since(), due(doubt), visible));
      case Holed holed when streaming -> Optional.of(gap(holed.since(), holed.due(), visible));
      case Unseen _, Whole _, Unfillable _, InDoubt _, Holed _ -> Optional.empty();
    };
  }

  private Gap gap(long since, long due, boolean visible) {
    return new Gap(symbol, historyFrom(), lastId, since, due, visible);
  }

  private static long due(InDoubt doubt) {
    return doubt.asked() + CHECKS.get(doubt.answers()).toNanos();
  }

  private long historyFrom() {
    if (lastId != NONE) {
      return lastTime - OVERLAP_MILLIS;
    }
    Long noted = followedFrom;
    return noted != null
        ? noted
        : clocks.exchange().millis() - TimeUnit.NANOSECONDS.toMillis(now() - openedAt);
  }

  /** A new answer begins. */
  void historyAsked() {
    reading.open(now());
  }

  /**
   * Takes past trades in the order of their ids; those that are known are passed over. What was
   * asked for before the symbol was given up, and is watched again now, is of no use.
   */
  void history(HistoryPage page, Batch batch) {
    boolean wanted = continuity instanceof InDoubt || continuity instanceof Holed;
    if (!wanted || !reading.isOpenSince(openedAt)) {
      return;
    }
    for (PastTrades past : page.trades()) {
      if (!past(past, batch)) {
        break;
      }
    }
    switch (continuity) {
      case Holed _ -> goOn(batch);
      case InDoubt doubt when page.isLast() && isAnswered() -> answered(doubt);
      case Unseen _, Whole _, InDoubt _, Unfillable _ -> {}
    }
  }

  /** An answer without the last known trade is from a replica that is behind it. */
  private boolean isAnswered() {
    return lastId == NONE || reading.isAt(lastId);
  }

  /** An answer stands for all that were due when it was asked for, so that late ones cost less. */
  private void answered(InDoubt doubt) {
    if (!reading.isOpenSince(doubt.asked())) {
      return;
    }
    Duration after = Duration.ofNanos(reading.openedAt() - doubt.asked());
    int due = (int) CHECKS.stream().filter(check -> check.compareTo(after) <= 0).count();
    int answers = Math.max(doubt.answers() + 1, due);
    if (answers == CHECKS.size()) {
      whole();
    } else {
      continuity = new InDoubt(doubt.since(), doubt.asked(), answers);
    }
  }

  /** False if the stream has given what follows. */
  private boolean past(PastTrades past, Batch batch) {
    if (past.lastId() <= NONE) {
      reading.pass(past);
      return true;
    }
    if (lastId == NONE) {
      return firstPast(past, batch);
    }
    if (past.lastId() <= lastId) {
      knownPast(past, batch);
      return true;
    }
    if (past.firstId() > lastId && !reading.isFollowedBy(past, lastId)) {
      return true; // it is from before the ids began again, or not what was asked for
    }
    if (continuity instanceof Holed holed && past.firstId() >= holed.held().id()) {
      if (past.firstId() == holed.held().id()) {
        lastId = past.firstId() - 1; // nothing was traded under the ids before it
      }
      return false;
    }
    subscriptions.joinBefore(past.time());
    long id = Math.max(past.firstId(), lastId + 1);
    judge(id, past.lastId(), past.price(), past.time(), Source.BACKFILL, batch);
    reading.moveTo(past, lastId);
    return true;
  }

  private boolean firstPast(PastTrades past, Batch batch) {
    if (continuity instanceof Holed holed && past.firstId() >= holed.held().id()) {
      beginWithHeld(holed.held(), batch); // nothing was traded before it
      return false;
    }
    begin(past.lastId(), past.price(), past.time(), batch);
    reading.moveTo(past, lastId);
    return true;
  }

  private void knownPast(PastTrades past, Batch batch) {
    SequenceGuard sequence = SequenceGuard.judge(lastId, lastTime, past.lastId(), past.time());
    if (sequence == SequenceGuard.RESTARTED) {
      restart(past.lastId(), past.price(), past.time(), batch);
      reading.moveTo(past, lastId);
    } else if (past.lastId() == lastId) {
      reading.moveTo(past, lastId);
    }
  }

  /**
   * No history can be had: the first price behind the gap is judged against the last before it.
   *
   * @param since of the gap; one that is there instead of it by now is not given up
   */
  void giveUpHistory(long since, Batch batch) {
    switch (continuity) {
      case InDoubt doubt when doubt.since() == since -> continuity = new Unfillable();
      case Holed holed when holed.since() == since -> {
        HeldTrades held = holed.held();
        if (lastId == NONE) {
          beginWithHeld(held, batch);
        } else {
          judge(held.id(), held.id(), held.price(), held.time(), Source.GAP, batch);
          subscriptions.join();
          held.dropFirst();
        }
        goOn(batch);
      }
      case Unseen _, Whole _, Unfillable _, InDoubt _, Holed _ -> {}
    }
  }

  /** Lets go of what is held. */
  void close() {
    if (continuity instanceof Holed holed) {
      holed.held().clear();
    }
  }

  // -- what subscriptions need

  /** Activates those that wait, unless later trades than theirs would come first are held. */
  void activate(Batch batch) {
    if (!streaming || continuity instanceof Holed || !subscriptions.isWaiting()) {
      return;
    }
    boolean judged = continuity instanceof Whole || continuity instanceof Unseen;
    Long price = lastId == NONE ? null : lastPrice;
    subscriptions.activate(price, clocks.exchange().millis(), judged, batch);
    if (lastId != NONE) {
      // What was traded before is not to be judged again for them after a restart.
      batch.positions().put(symbol, position());
    }
  }

  /** Takes it that the time of a subscription has passed; true if it is finished by this. */
  boolean expire(WatchedSubscription subscription) {
    boolean complete =
        switch (continuity) {
          case Unseen _, Whole _, Unfillable _ -> true;
          case InDoubt doubt -> doubt.answers() > 0;
          case Holed _ -> false;
        };
    return subscriptions.expire(subscription, complete);
  }

  /**
   * Forgets expired subscriptions that no trade can reach, within the window that is backfilled.
   */
  void forgetExpired(Duration window) {
    long tooOld = clocks.exchange().millis() - window.toMillis();
    subscriptions.forgetExpired(
        lastId == NONE ? tooOld : Math.max(lastTime - OVERLAP_MILLIS, tooOld));
  }

  // -- the sequence

  private void next(long id, long price, long time, Batch batch) {
    subscriptions.join();
    judge(id, id, price, time, Source.LIVE, batch);
  }

  private void beginWithHeld(HeldTrades held, Batch batch) {
    begin(held.id(), held.price(), held.time(), batch);
    held.dropFirst();
  }

  private void restart(long id, long price, long time, Batch batch) {
    LOG.warn("{} counts its trades anew, from {} after {}: a new baseline", symbol, id, lastId);
    metrics.restarted();
    begin(id, price, time, batch);
  }

  private void begin(long id, long price, long time, Batch batch) {
    move(id, price, time);
    batch.positions().put(symbol, position());
    subscriptions.baseline(price);
  }

  private void judge(long id, long upTo, long price, long time, Source source, Batch batch) {
    int before = batch.crossings().size();
    long inOrder = Math.max(time, lastTime); // time never goes back for what is judged by it
    subscriptions.trade(id, price, inOrder, source, batch.crossings());
    move(upTo, price, inOrder);
    if (batch.crossings().size() != before) {
      batch.positions().put(symbol, position());
    }
  }

  private void move(long id, long price, long time) {
    lastId = id;
    lastPrice = price;
    lastTime = time;
    moved = true;
  }

  /** The position to store, if it has moved since the last call. */
  @Nullable Position moved() {
    if (!moved || lastId == NONE) {
      return null;
    }
    moved = false;
    return position();
  }

  /** The last judged trade. */
  Position position() {
    return new Position(lastId, lastPrice, lastTime);
  }

  private long now() {
    return clocks.monotonic().nanoTime();
  }
}
