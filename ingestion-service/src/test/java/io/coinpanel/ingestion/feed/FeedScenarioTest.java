package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeStreams;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Percent;
import io.coinpanel.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A feed with manual clocks whose batches and calls are recorded. */
abstract class FeedScenarioTest {

  static final long UNIT = 100_000_000;
  static final long NEVER = WatchedSubscription.NEVER;
  static final String SYMBOL = "btcusdt";

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  final SymbolSlots slots = new SymbolSlots();
  final RecordingBatchSink outlet = new RecordingBatchSink();
  final RecordingTradeStreams recordingTradeStreams = new RecordingTradeStreams();
  final List<Gap> gaps = new CopyOnWriteArrayList<>();
  final ManualClocks clock = new ManualClocks();
  final Feed feed =
      new Feed(
          slots,
          clock.clocks(),
          Duration.ofMinutes(15),
          outlet,
          new FeedMetrics(registry),
          failure::set);

  /** Records subscribes and unsubscribes. */
  static final class RecordingTradeStreams implements TradeStreams {
    final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public void subscribe(String symbol) {
      calls.add("open " + symbol);
    }

    @Override
    public void unsubscribe(String symbol) {
      calls.add("give up " + symbol);
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() {
    slots.assign(SYMBOL); // later only the feed's thread may
    feed.start(recordingTradeStreams, gaps::add);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  static WatchedSubscription subscription(long id) {
    return WatchedThreshold.of(id, 1, ConditionKind.CROSS, 100 * UNIT);
  }

  static WatchedSubscription expiring(long id, long expiresAt) {
    return WatchedThreshold.expiring(id, 1, ConditionKind.CROSS, 100 * UNIT, expiresAt);
  }

  /** Remembers its baseline. */
  static WatchedSubscription step(long id) {
    return WatchedThreshold.of(id, 1, new Condition.PercentStep(new Percent(10_000)));
  }

  static Expiry expiry(long id, long expiresAt) {
    return new Expiry(id, SYMBOL, expiresAt);
  }

  void watched(long id) {
    feed.watch(List.of(subscription(id)));
    feed.streamOpened(SYMBOL);
  }

  void trade(long id, int price) {
    feed.trade(slots.assign(SYMBOL), id, price * UNIT, clock.millis());
  }

  AggregateTrade aggregate(long aggregateId, long id, int price) {
    return new AggregateTrade(aggregateId, id, id, price * UNIT, clock.millis());
  }

  AggregateTrade past(long firstId, long lastId, int price) {
    return new AggregateTrade(firstId, firstId, lastId, price * UNIT, clock.millis());
  }

  Optional<Gap> history(AggregateTrade... trades) throws Exception {
    var _ = feed.requestHistory(SYMBOL).get();
    return feed.applyHistory(SYMBOL, new HistoryPage(List.of(trades), true, 0)).get();
  }

  void abandon() throws Exception {
    var _ = feed.abandonHistory(settled().orElseThrow()).get();
  }

  void crossed(String... expected) {
    Eventually.passes(() -> assertThat(outlet.crossings()).containsExactly(expected));
  }

  void finished(long expected) {
    Eventually.passes(() -> assertThat(outlet.finished()).contains(expected));
  }

  void activated(String... expected) {
    Eventually.passes(() -> assertThat(outlet.activations()).containsExactly(expected));
  }

  /** Waits until everything queued so far is done, and what is missing then. */
  Optional<Gap> settled() throws Exception {
    return feed.requestHistory(SYMBOL).get();
  }
}
