package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.ConditionKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One random walk of a feed through trades, faults, subscriptions and restarts. */
final class SymbolFeedRun {

  private static final int STEPS = 120;
  private static final ConditionKind[] KINDS = ConditionKind.values(); // thresholds first
  private static final Duration WINDOW = Duration.ofDays(1);
  // Times of trades go back by less than this.
  private static final long JITTER = 4;
  private static final int MAX_LAG_SECONDS = 100;

  private final SplittableRandom random;
  private final ManualClocks clock = new ManualClocks();
  private final FeedMetrics metrics = new FeedMetrics(new SimpleMeterRegistry());
  private final ReorderBudget budget;
  private final boolean isBudgetSmall;
  private final Batch batch = new Batch();

  private final CrossingOracle oracle = new CrossingOracle();
  private final List<ModelTrade> trades = oracle.trades;
  private final Set<Long> lost = oracle.lost;
  private final List<ModelSubscription> models = oracle.subscriptions;
  private final List<ModelTrade> delivered = new ArrayList<>(); // since the start of the process
  private final List<ModelTrade> late = new ArrayList<>();

  private SymbolFeed feed;
  private @Nullable TradeCursor stored;
  private long price = 5;
  private long nextId;
  private long nextAggregate = 70;
  private boolean streaming;
  private int session; // how many were delivered before the stream was opened
  private boolean joining;
  private boolean unfillable;
  // The stream has left out its last trades, without a word.
  private boolean silentTail;

  SymbolFeedRun(long seed) {
    random = new SplittableRandom(seed);
    nextId = random.nextInt(3);
    isBudgetSmall = random.nextInt(4) == 0;
    budget = new ReorderBudget(isBudgetSmall ? 3 : 1_000);
    feed = newFeed();
  }

  private SymbolFeed newFeed() {
    return new SymbolFeed("btcusdt", 0, clock.clocks(), budget, metrics);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  void run() {
    subscribe();
    open();
    order(false);
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    settle();
    if (silentTail || unfillable || oneIn(2)) {
      order(false);
    }
    settle();
    oracle.verify();
  }

  private void step() {
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> order(true);
      case 8 -> order(false);
      case 9 -> repeat();
      case 10 -> flushLate();
      case 11 -> lose();
      case 12, 13 -> open();
      case 14 -> unreadable();
      case 15 -> subscribe();
      case 16 -> end();
      case 17 -> expire();
      case 18 -> restart();
      case 19, 20, 21 -> fill(true);
      case 22 -> {
        if (oneIn(4)) {
          giveUp();
        }
      }
      default -> clock.advance(Duration.ofMillis(random.nextInt(20_000)));
    }
    noteState();
  }

  // -- the exchange

  /** One order of a taker: consecutive trades at one price, of one aggregate. */
  private void order(boolean isFaulty) {
    clock.advance(Duration.ofMillis(1 + random.nextInt(200)));
    price = Math.max(1, price + random.nextInt(-3, 4));
    long time = clock.millis() - random.nextLong(JITTER);
    int size = 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      ModelTrade trade = new ModelTrade(nextAggregate, nextId++, price, time);
      trades.add(trade);
      deliver(trade, isFaulty);
    }
    nextAggregate++;
    if (oneIn(6)) {
      nextId += 1 + random.nextInt(3); // ids that no trade ever has
    }
  }

  private void deliver(ModelTrade trade, boolean isFaulty) {
    if (!streaming) {
      return;
    }
    switch (isFaulty && oracle.firstId >= 0 ? random.nextInt(12) : 11) {
      case 0, 1 -> silentTail = true;
      case 2 -> late.add(trade);
      default -> {
        live(trade);
        silentTail = false;
      }
    }
  }

  private void live(ModelTrade trade) {
    if (oracle.firstId < 0) {
      oracle.firstId = trade.id();
    }
    delivered.add(trade);
    if (unfillable) {
      long last = lastKnown();
      trades.stream()
          .filter(missed -> missed.id() > last && missed.id() < trade.id())
          .forEach(missed -> lost.add(missed.id()));
      if (lost.stream().anyMatch(id -> id > last)) {
        // The price behind the gap is the baseline of those activated in it.
        models.stream()
            .filter(one -> one.isInGap && one.afterId == last)
            .forEach(one -> one.afterId = trade.id());
      }
      models.forEach(one -> one.isInGap = false);
      unfillable = false;
    }
    SequenceCheck _ = feed.onTrade(trade.id(), trade.price(), trade.time(), batch);
    commit();
  }

  private void repeat() {
    if (streaming && !isBudgetSmall && delivered.size() > session) {
      ModelTrade again = delivered.get(random.nextInt(session, delivered.size()));
      SequenceCheck _ = feed.onTrade(again.id(), again.price(), again.time(), batch);
      commit();
    }
  }

  private void flushLate() {
    for (ModelTrade trade : late) {
      // One from before an activation in doubt could count for it or not.
      boolean isAmbiguous = models.stream().anyMatch(one -> one.fromTime > trade.time());
      if (streaming && !unfillable && !isAmbiguous) {
        live(trade);
      } else {
        silentTail = true;
      }
    }
    late.clear();
  }

  private void lose() {
    if (streaming) {
      flushLate();
      feed.streamLost();
      streaming = false;
      session = delivered.size();
      silentTail = false; // the feed knows that it may have missed something
    }
  }

  private void open() {
    clock.advance(Duration.ofMillis(10));
    feed.streamOpened();
    streaming = true;
    commit();
  }

  private void unreadable() {
    if (streaming && oracle.firstId >= 0) {
      flushLate();
      trades.add(new ModelTrade(nextAggregate++, nextId++, ++price, clock.millis()));
      feed.tradeUnreadable();
      silentTail = false;
    }
  }

  // -- subscriptions

  private void subscribe() {
    clock.advance(Duration.ofMillis(10));
    long expiresAt = oneIn(3) ? clock.millis() + random.nextInt(20_000) : WatchedSubscription.NEVER;
    ConditionKind condition = KINDS[random.nextInt(3)];
    WatchedSubscription one =
        WatchedThreshold.expiring(
            models.size() + 1, 1, condition, 2 + random.nextInt(8), expiresAt);
    models.add(new ModelSubscription(one));
    feed.subscriptions().addPending(one);
    commit();
    clock.advance(Duration.ofMillis(10));
  }

  private void end() {
    ModelSubscription one = models.get(random.nextInt(models.size()));
    if (!one.finished) {
      one.upToId = Math.min(one.upToId, lastKnown());
      one.finished = true;
      feed.subscriptions().withdraw(List.of(one.withdrawal()));
    }
  }

  private void expire() {
    for (ModelSubscription one : models) {
      boolean isOver = one.subscription.expiresAt() <= clock.millis() - 1_000;
      if (isOver && !one.finished && feed.expire(one.expiry())) {
        one.finished = true;
      }
    }
    feed.forgetExpired(WINDOW);
  }

  // -- the process

  private void restart() {
    if (stored == null || joining || unfillable) {
      return;
    }
    long last = stored.tradeId();
    if (lost.stream().anyMatch(id -> id > last)) {
      return; // history would give after it what was lost before
    }
    lose();
    long since = clock.monotonic().nanoTime();
    feed.close();
    for (ModelSubscription one : models) {
      if (one.finished) {
        one.upToId = Math.min(one.upToId, lastKnown());
      }
    }
    clock.advance(Duration.ofMillis(random.nextInt(5_000)));
    delivered.clear();
    session = 0;
    feed = newFeed();
    feed.restore(stored, 0, since);
    for (ModelSubscription one : models) {
      if (!one.finished && one.active) {
        feed.restore(new ActiveSubscription(one.subscription, 0, null));
      } else if (!one.finished) {
        feed.subscriptions().addPending(one.subscription);
      }
    }
  }

  /** Does what the feed does after each event and stores the result. */
  private void commit() {
    long known = lastKnown();
    boolean isWhole = feed.isComplete() || (streaming && oracle.firstId < 0);
    feed.activate(batch);
    for (Batch.Activation activation : batch.activations()) {
      ModelSubscription model = models.get((int) activation.subscription() - 1);
      assertThat(model.active).isFalse();
      model.active = true;
      model.afterId = known;
      model.isInGap = unfillable;
      model.fromTime = isWhole ? Long.MIN_VALUE : activation.time();
      joining |= !isWhole;
    }
    Crossings crossings = batch.crossings();
    for (int row = 0; row < crossings.size(); row++) {
      long subscription = crossings.subscription(row);
      assertThat(models.get((int) subscription - 1).active).isTrue();
      assertThat(batch.cursors()).isNotEmpty();
      oracle.firings.add(
          new CrossingOracle.Firing(
              crossings.tradeId(row),
              subscription,
              crossings.previousPrice(row),
              crossings.price(row)));
    }
    TradeCursor tradeCursor = oneIn(5) ? feed.takeChangedCursor() : null;
    tradeCursor = tradeCursor == null ? batch.cursors().get("btcusdt") : tradeCursor;
    stored = tradeCursor == null ? stored : tradeCursor;
    batch.clear();
  }

  private void noteState() {
    if (feed.isComplete()) {
      joining = false;
    }
  }

  private long lastKnown() {
    TradeCursor moved = feed.cursor();
    return moved.tradeId();
  }

  // -- history

  private void fill(boolean isFaulty) {
    Gap gap = feed.missing().orElse(null);
    if (gap == null || gap.due() - clock.monotonic().nanoTime() > 0) {
      return;
    }
    feed.historyRequested();
    List<AggregateTrade> all = isFaulty && oneIn(5) ? List.of() : aggregates(gap, isFaulty);
    int size = 1 + random.nextInt(6);
    int at = 0;
    boolean isLast;
    do {
      int end = Math.min(all.size(), at + size);
      isLast = end - at < size;
      feed.applyHistory(new HistoryPage(all.subList(at, end), isLast, 0), batch);
      commit();
      at = end;
      if (isFaulty && oneIn(3)) {
        order(true);
      }
      if (isFaulty && oneIn(20)) {
        lose();
      }
      noteState();
    } while (feed.missing().isPresent() && !isLast);
  }

  /** What a replica of the exchange has, which may be behind. */
  private List<AggregateTrade> aggregates(Gap gap, boolean isFaulty) {
    long lag = isFaulty && oneIn(2) ? random.nextLong(MAX_LAG_SECONDS * 1_000L) : -JITTER;
    return ModelTrade.aggregates(trades, gap.historyFrom(), clock.millis() - lag);
  }

  /** History cannot be had: what is missing is lost. */
  private void giveUp() {
    Gap gap = feed.missing().orElse(null);
    if (gap == null || isBudgetSmall || joining) {
      return;
    }
    long last = lastKnown();
    if (gap.isConfirmed()) {
      long behind =
          delivered.stream().mapToLong(ModelTrade::id).filter(id -> id > last).min().orElse(-1);
      trades.stream()
          .filter(missed -> missed.id() > last && missed.id() < behind)
          .forEach(missed -> lost.add(missed.id()));
    } else {
      unfillable = true;
    }
    feed.abandonHistory(gap.since(), batch);
    late.clear();
    commit();
  }

  /** Lets everything become well, without another trade. */
  private void settle() {
    if (!streaming) {
      open();
    }
    flushLate();
    for (int i = 0; i < 200 && feed.missing().isPresent(); i++) {
      fill(false);
      clock.advance(Duration.ofSeconds(1));
    }
    noteState();
    assertThat(feed.missing()).isEmpty();
    assertThat(feed.isComplete() || unfillable).isTrue();
  }
}
