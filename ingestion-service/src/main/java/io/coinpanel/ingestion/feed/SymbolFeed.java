package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.feed.SequenceState.Complete;
import io.coinpanel.ingestion.feed.SequenceState.InDoubt;
import io.coinpanel.ingestion.feed.SequenceState.NoTrades;
import io.coinpanel.ingestion.feed.SequenceState.OpenGap;
import io.coinpanel.ingestion.feed.SequenceState.UnfillableGap;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One symbol's trades: merges stream and history into one sequence without gaps or duplicates and
 * matches it against subscriptions. Owned by the feed's thread.
 */
final class SymbolFeed {

  private static final Logger LOG = LoggerFactory.getLogger(SymbolFeed.class);

  /** A jump in ids counts as a gap after this time: late trades often arrive by themselves. */
  static final Duration REORDERING = Duration.ofMillis(100);

  /**
   * When to check a quiet symbol's history after its stream is back: replicas lag, so the first
   * responses may lack missed trades.
   */
  static final List<Duration> CHECKS =
      List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

  // Trade times follow ids within a few milliseconds, and the response must include the last known
  // trade.
  private static final long OVERLAP_MILLIS = 1_000;

  private static final long NONE = SequenceCheck.NONE;
  private static final SequenceState WHOLE = new Complete();

  private final String symbol;
  private final int slot;
  private final FeedClocks feedClocks;
  private final ReorderBuffer.Budget budget;
  private final FeedMetrics metrics;
  private final SymbolSubscriptions subscriptions = new SymbolSubscriptions();

  private SequenceState sequenceState = new NoTrades();
  private boolean streaming;

  // The last judged trade.
  private long lastId = NONE;
  private long lastPrice;
  private long lastTime;

  // The latest that the stream has delivered after a gap: it may not have been held.
  private long lastSeenId = NONE;

  // Since when trades are followed, while there has been none: by whichever clock it was noted.
  private @Nullable Long followedFrom;
  private long openedAt;

  private final HistoryCursor historyCursor = new HistoryCursor();
  private long wantedAt;
  private boolean cursorChanged;

  SymbolFeed(
      String symbol,
      int slot,
      FeedClocks feedClocks,
      ReorderBuffer.Budget budget,
      FeedMetrics metrics) {
    this.metrics = metrics;
    this.symbol = symbol;
    this.slot = slot;
    this.feedClocks = feedClocks;
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
   * Continues where an earlier run stopped.
   *
   * @param last null if none is known; one that was restored before stays
   * @param from when trades were first followed, epoch milliseconds by the exchange's clock
   * @param since when the first trade could have been missed, monotonic nanoseconds
   */
  void restore(@Nullable TradeCursor last, long from, long since) {
    if (last == null && lastId != NONE) {
      return;
    }
    followedFrom = from;
    sequenceState = new InDoubt(since, now(), 0);
    if (last != null) {
      lastId = last.tradeId();
      lastPrice = last.price();
      lastTime = last.time();
      subscriptions.baseline(lastPrice);
    }
  }

  /** How long it has had no subscriptions, in nanoseconds. */
  long idleFor() {
    if (subscriptions.isWanted()) {
      wantedAt = now();
    }
    return now() - wantedAt;
  }

  /** Whether every trade of the exchange up to now has been judged. */
  boolean isComplete() {
    return sequenceState instanceof Complete && streaming;
  }

  // -- from the stream

  void streamOpened() {
    streaming = true;
    switch (sequenceState) {
      case NoTrades _ -> openedAt = now();
      case InDoubt doubt -> sequenceState = doubt.restarted(now());
      case OpenGap openGap when openGap.doubtBehind() != null ->
          sequenceState = openGap.with(openGap.doubtBehind().restarted(now()));
      case Complete _, OpenGap _, UnfillableGap _ -> {}
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
    sequenceState =
        switch (sequenceState) {
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

  /**
   * Processes a streamed trade.
   *
   * @return what it is to the ones before; behind a gap it is held
   */
  SequenceCheck onTrade(long id, long price, long time, Batch batch) {
    SequenceCheck sequence = SequenceCheck.check(lastId, lastTime, id, time);
    switch (sequence) {
      case NEXT -> {
        next(id, price, time, batch);
        if (!(sequenceState instanceof Complete)) {
          continueAfterGap(batch);
        }
      }
      case DUPLICATE -> {}
      case FIRST -> {
        return onFirstTrade(id, price, time, batch);
      }
      case GAP -> afterGap(id, price, time, batch);
      case RESTARTED -> {
        restart(id, price, time, batch);
        markComplete();
      }
    }
    return sequence;
  }

  private SequenceCheck onFirstTrade(long id, long price, long time, Batch batch) {
    if (sequenceState instanceof InDoubt || sequenceState instanceof OpenGap) {
      afterGap(id, price, time, batch); // an earlier one may have been missed
      return SequenceCheck.GAP;
    }
    begin(id, price, time, batch);
    markComplete();
    return SequenceCheck.FIRST;
  }

  private void afterGap(long id, long price, long time, Batch batch) {
    lastSeenId = Math.max(lastSeenId, id);
    switch (sequenceState) {
      case NoTrades _, UnfillableGap _ -> {
        judge(id, id, price, time, Source.GAP, batch);
        subscriptions.applyBaseline();
        markComplete();
      }
      case Complete _ ->
          buffer(
              new OpenGap(now(), now() + REORDERING.toNanos(), new ReorderBuffer(budget)),
              id,
              price,
              time);
      case InDoubt doubt ->
          buffer(new OpenGap(doubt.since(), now(), new ReorderBuffer(budget)), id, price, time);
      case OpenGap openGap -> buffer(openGap, id, price, time);
    }
  }

  private void buffer(OpenGap openGap, long id, long price, long time) {
    boolean isLatest = openGap.held().isEmpty() || id > openGap.held().lastId();
    if (openGap.held().add(id, price, time, now())) {
      // What may be missing before the latest is a gap in the ids now.
      sequenceState = isLatest && openGap.doubtBehind() != null ? openGap.with(null) : openGap;
    } else {
      openGap.held().clear();
      sequenceState = new InDoubt(openGap.since(), now(), 0);
    }
  }

  /** After a trade that may have closed a gap: processes buffered trades that follow. */
  private void continueAfterGap(Batch batch) {
    if (!(sequenceState instanceof OpenGap openGap)) {
      markComplete();
      return;
    }
    boolean closed = drain(openGap.held(), batch);
    if (!openGap.held().isEmpty()) {
      if (closed) {
        long since = openGap.held().arrivedAt();
        sequenceState =
            new OpenGap(since, since + REORDERING.toNanos(), openGap.held(), openGap.doubtBehind());
      }
    } else if (openGap.doubtBehind() != null) {
      sequenceState = openGap.doubtBehind();
    } else {
      markComplete();
    }
  }

  private boolean drain(ReorderBuffer held, Batch batch) {
    boolean any = false;
    for (; !held.isEmpty() && held.id() <= lastId + 1; held.dropFirst()) {
      any = true;
      if (held.id() > lastId) {
        next(held.id(), held.price(), held.time(), batch);
      }
    }
    return any;
  }

  private void markComplete() {
    close();
    subscriptions.applyBaseline();
    if (streaming && lastSeenId <= lastId) {
      sequenceState = WHOLE;
    } else {
      sequenceState =
          sequenceState instanceof InDoubt doubt
              ? doubt.restarted(now())
              : new InDoubt(now(), now(), 0);
    }
  }

  // -- from history

  /** The history request that is due, if any; the response is applied page by page. */
  Optional<Gap> missing() {
    boolean visible = sequenceState instanceof OpenGap;
    return switch (sequenceState) {
      case InDoubt doubt when streaming -> Optional.of(gap(doubt.since(), due(doubt), visible));
      case OpenGap openGap when streaming ->
          Optional.of(gap(openGap.since(), openGap.due(), visible));
      case NoTrades _, Complete _, UnfillableGap _, InDoubt _, OpenGap _ -> Optional.empty();
    };
  }

  private Gap gap(long since, long due, boolean visible) {
    return new Gap(symbol, historyFrom(), lastId, since, due, visible);
  }

  private static long due(InDoubt doubt) {
    return doubt.requestedAt() + CHECKS.get(doubt.responses()).toNanos();
  }

  private long historyFrom() {
    if (lastId != NONE) {
      return lastTime - OVERLAP_MILLIS;
    }
    Long noted = followedFrom;
    return noted != null
        ? noted
        : feedClocks.exchange().millis() - TimeUnit.NANOSECONDS.toMillis(now() - openedAt);
  }

  /** A new response starts. */
  void historyRequested() {
    historyCursor.open(now());
  }

  /**
   * Applies past trades in id order, skipping known ones. Responses requested before the symbol was
   * last unwatched are ignored.
   */
  void applyHistory(HistoryPage page, Batch batch) {
    boolean wanted = sequenceState instanceof InDoubt || sequenceState instanceof OpenGap;
    if (!wanted || !historyCursor.isOpenSince(openedAt)) {
      return;
    }
    for (AggregateTrade past : page.trades()) {
      if (!applyPast(past, batch)) {
        break;
      }
    }
    switch (sequenceState) {
      case OpenGap _ -> continueAfterGap(batch);
      case InDoubt doubt when page.isLast() && isHistoryCurrent() -> historyAnswered(doubt);
      case NoTrades _, Complete _, InDoubt _, UnfillableGap _ -> {}
    }
  }

  /** A response without the last known trade comes from a lagging replica. */
  private boolean isHistoryCurrent() {
    return lastId == NONE || historyCursor.isAt(lastId);
  }

  /** A response covers all checks due when it was requested. */
  private void historyAnswered(InDoubt doubt) {
    if (!historyCursor.isOpenSince(doubt.requestedAt())) {
      return;
    }
    Duration after = Duration.ofNanos(historyCursor.openedAt() - doubt.requestedAt());
    int due = (int) CHECKS.stream().filter(check -> check.compareTo(after) <= 0).count();
    int answers = Math.max(doubt.responses() + 1, due);
    if (answers == CHECKS.size()) {
      markComplete();
    } else {
      sequenceState = new InDoubt(doubt.since(), doubt.requestedAt(), answers);
    }
  }

  /** False if the stream has given what follows. */
  private boolean applyPast(AggregateTrade past, Batch batch) {
    if (past.lastId() <= NONE) {
      historyCursor.skip(past);
      return true;
    }
    if (lastId == NONE) {
      return applyFirstPast(past, batch);
    }
    if (past.lastId() <= lastId) {
      applyKnownPast(past, batch);
      return true;
    }
    if (past.firstId() > lastId && !historyCursor.isFollowedBy(past, lastId)) {
      return true; // from before the ids restarted, or not requested
    }
    if (sequenceState instanceof OpenGap openGap && past.firstId() >= openGap.held().id()) {
      if (past.firstId() == openGap.held().id()) {
        lastId = past.firstId() - 1; // nothing was traded under the ids before it
      }
      return false;
    }
    subscriptions.applyBaselineBefore(past.time());
    long id = Math.max(past.firstId(), lastId + 1);
    judge(id, past.lastId(), past.price(), past.time(), Source.BACKFILL, batch);
    historyCursor.moveTo(past, lastId);
    return true;
  }

  private boolean applyFirstPast(AggregateTrade past, Batch batch) {
    if (sequenceState instanceof OpenGap openGap && past.firstId() >= openGap.held().id()) {
      beginWithHeld(openGap.held(), batch); // nothing was traded before it
      return false;
    }
    begin(past.lastId(), past.price(), past.time(), batch);
    historyCursor.moveTo(past, lastId);
    return true;
  }

  private void applyKnownPast(AggregateTrade past, Batch batch) {
    SequenceCheck sequence = SequenceCheck.check(lastId, lastTime, past.lastId(), past.time());
    if (sequence == SequenceCheck.RESTARTED) {
      restart(past.lastId(), past.price(), past.time(), batch);
      historyCursor.moveTo(past, lastId);
    } else if (past.lastId() == lastId) {
      historyCursor.moveTo(past, lastId);
    }
  }

  /**
   * History is unavailable: the first price after the gap is compared with the last one before.
   *
   * @param since of the gap; a newer gap is not abandoned
   */
  void abandonHistory(long since, Batch batch) {
    switch (sequenceState) {
      case InDoubt doubt when doubt.since() == since -> sequenceState = new UnfillableGap();
      case OpenGap openGap when openGap.since() == since -> {
        ReorderBuffer held = openGap.held();
        if (lastId == NONE) {
          beginWithHeld(held, batch);
        } else {
          judge(held.id(), held.id(), held.price(), held.time(), Source.GAP, batch);
          subscriptions.applyBaseline();
          held.dropFirst();
        }
        continueAfterGap(batch);
      }
      case NoTrades _, Complete _, UnfillableGap _, InDoubt _, OpenGap _ -> {}
    }
  }

  /** Releases the buffered trades. */
  void close() {
    if (sequenceState instanceof OpenGap openGap) {
      openGap.held().clear();
    }
  }

  // -- subscriptions

  /** Activates pending subscriptions unless earlier trades are still missing. */
  void activate(Batch batch) {
    if (!streaming || sequenceState instanceof OpenGap || !subscriptions.hasPending()) {
      return;
    }
    boolean judged = sequenceState instanceof Complete || sequenceState instanceof NoTrades;
    Long price = lastId == NONE ? null : lastPrice;
    subscriptions.activate(price, feedClocks.exchange().millis(), judged, batch);
    if (lastId != NONE) {
      // What was traded before is not to be judged again for them after a restart.
      batch.cursors().put(symbol, cursor());
    }
  }

  /** Takes it that the time of a subscription has passed; true if it is finished by this. */
  boolean expire(WatchedSubscription subscription) {
    boolean complete =
        switch (sequenceState) {
          case NoTrades _, Complete _, UnfillableGap _ -> true;
          case InDoubt doubt -> doubt.responses() > 0;
          case OpenGap _ -> false;
        };
    return subscriptions.expire(subscription, complete);
  }

  /**
   * Forgets expired subscriptions that no trade can reach, within the window that is backfilled.
   */
  void forgetExpired(Duration window) {
    long tooOld = feedClocks.exchange().millis() - window.toMillis();
    subscriptions.forgetExpired(
        lastId == NONE ? tooOld : Math.max(lastTime - OVERLAP_MILLIS, tooOld));
  }

  // -- the sequence

  private void next(long id, long price, long time, Batch batch) {
    subscriptions.applyBaseline();
    judge(id, id, price, time, Source.LIVE, batch);
  }

  private void beginWithHeld(ReorderBuffer held, Batch batch) {
    begin(held.id(), held.price(), held.time(), batch);
    held.dropFirst();
  }

  private void restart(long id, long price, long time, Batch batch) {
    LOG.warn(
        "Trade ids of {} restarted at {} after {}; starting from a new baseline",
        symbol,
        id,
        lastId);
    metrics.restarted();
    lastSeenId = NONE;
    begin(id, price, time, batch);
  }

  private void begin(long id, long price, long time, Batch batch) {
    advance(id, price, time);
    batch.cursors().put(symbol, cursor());
    subscriptions.baseline(price);
  }

  private void judge(long id, long upTo, long price, long time, Source source, Batch batch) {
    int before = batch.crossings().size();
    long inOrder = Math.max(time, lastTime); // time never goes back for what is judged by it
    subscriptions.trade(id, price, inOrder, source, batch.crossings());
    advance(upTo, price, inOrder);
    if (batch.crossings().size() != before) {
      batch.cursors().put(symbol, cursor());
    }
  }

  private void advance(long id, long price, long time) {
    lastId = id;
    lastPrice = price;
    lastTime = time;
    cursorChanged = true;
  }

  /** The position to store, if it has moved since the last call. */
  @Nullable TradeCursor takeChangedCursor() {
    if (!cursorChanged || lastId == NONE) {
      return null;
    }
    cursorChanged = false;
    return cursor();
  }

  /** The last judged trade. */
  TradeCursor cursor() {
    return new TradeCursor(lastId, lastPrice, lastTime);
  }

  private long now() {
    return feedClocks.monotonic().nanoTime();
  }
}
