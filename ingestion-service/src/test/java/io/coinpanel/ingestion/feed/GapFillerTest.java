package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeHistory;
import io.coinpanel.ingestion.exchange.TradeStreams;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gaps and doubts over hours, with a history that answers as it is asked to. */
class GapFillerTest {

  private static final long UNIT = 100_000_000;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final String SYMBOL = "btcusdt";

  private final ManualClocks clock = new ManualClocks();
  private final SymbolSlots slots = new SymbolSlots();
  private final RecordingBatchSink outlet = new RecordingBatchSink();
  private final FeedMetrics metrics = new FeedMetrics(new SimpleMeterRegistry());
  private final FakeHistory fakeHistory = new FakeHistory();
  private final Feed feed =
      new Feed(slots, clock.clocks(), WINDOW, outlet, metrics, GapFillerTest::fail);
  private final GapFiller filler =
      new GapFiller(feed, fakeHistory, WINDOW, clock.monotonic(), metrics);

  /** A history of single trades, which can lag or be refused. */
  private static final class FakeHistory implements TradeHistory {
    private final List<AggregateTrade> trades = new ArrayList<>();
    private int known;
    private int asked;
    private @Nullable HistoryUnavailableException refusal;

    @Override
    public HistoryPage since(String symbol, Instant time, Priority urgency)
        throws HistoryUnavailableException {
      asked++;
      if (refusal != null) {
        throw refusal;
      }
      List<AggregateTrade> later =
          trades.subList(0, known).stream()
              .filter(trade -> trade.time() >= time.toEpochMilli())
              .toList();
      return new HistoryPage(later, true, 0);
    }

    @Override
    public HistoryPage from(String symbol, long next, Priority urgency) {
      throw new IllegalStateException("there is no second page");
    }
  }

  private static final class NoStreams implements TradeStreams {
    @Override
    public void subscribe(String symbol) {}

    @Override
    public void unsubscribe(String symbol) {}

    @Override
    public void close() {}
  }

  private static void fail(Throwable failure) {
    throw new IllegalStateException(failure);
  }

  @BeforeEach
  void watch() {
    slots.assign(SYMBOL); // later only the feed's thread may
    feed.start(new NoStreams(), filler);
    feed.watch(List.of(WatchedThreshold.of(1, 1, ConditionKind.CROSS, 100 * UNIT)));
    feed.streamOpened(SYMBOL);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  /** A trade that the stream delivers. */
  private void trade(long id, int price) throws Exception {
    missed(id, price);
    feed.trade(slots.assign(SYMBOL), id, price * UNIT, clock.millis());
    processed();
  }

  /** A trade that the stream does not deliver. */
  private void missed(long id, int price) {
    notYetInHistory(id, price);
    fakeHistory.known = fakeHistory.trades.size();
  }

  private void notYetInHistory(long id, int price) {
    fakeHistory.trades.add(
        new TradeHistory.AggregateTrade(id, id, id, price * UNIT, clock.millis()));
  }

  private void crossed(String... expected) {
    Eventually.passes(() -> assertThat(outlet.crossings()).containsExactly(expected));
  }

  private void lost() throws Exception {
    feed.streamLost(SYMBOL);
    processed();
  }

  /** Waits until the feed has done what was queued. */
  private void processed() throws Exception {
    var _ = feed.applyHistory("nothing", new TradeHistory.HistoryPage(List.of(), true, 0)).get();
  }

  private void fillAll() throws Exception {
    while (filler.fillNext()) {
      processed();
    }
  }

  private void after(Duration time) throws Exception {
    clock.advance(time);
    fillAll();
  }

  @Test
  void aGapIsFilledHoweverLongTheSymbolWasWholeBefore() throws Exception {
    trade(10, 99);
    clock.advance(Duration.ofHours(7));
    missed(11, 101);
    missed(12, 98);
    trade(13, 98);
    after(Continuity.REORDERING);
    assertThat(outlet.crossings())
        .containsExactly("1: 11 99 101 backfill", "1: 12 101 98 backfill");
  }

  @Test
  void tradesThatAreOnlyLateAreNoGap() throws Exception {
    trade(10, 99);
    missed(11, 101);
    trade(12, 101);
    fillAll();
    feed.trade(slots.assign(SYMBOL), 11, 101 * UNIT, clock.millis());
    processed();
    after(Duration.ofSeconds(1));
    assertThat(fakeHistory.asked).isZero();
    crossed("1: 11 99 101 live");
  }

  @Test
  void banDelaysAlertsByAtMostTheWindow() throws Exception {
    trade(10, 99);
    clock.advance(Duration.ofHours(1));
    fakeHistory.refusal =
        new TradeHistory.HistoryUnavailableException("banned", Duration.ofHours(2));
    missed(11, 101);
    trade(12, 102);
    after(Continuity.REORDERING);
    after(Duration.ofMinutes(14));
    assertThat(outlet.crossings()).isEmpty();
    assertThat(fakeHistory.asked).isEqualTo(1);
    after(Duration.ofMinutes(1));
    crossed("1: 12 99 102 gap");
    trade(13, 98);
    crossed("1: 12 99 102 gap", "1: 13 102 98 live");
  }

  @Test
  void aClockThatIsSetForwardMakesNoGapOld() throws Exception {
    trade(10, 99);
    missed(11, 101);
    trade(12, 98);
    fakeHistory.refusal = new TradeHistory.HistoryUnavailableException("no answer");
    after(Continuity.REORDERING);
    clock.step(Duration.ofHours(1));
    fakeHistory.refusal = null;
    after(Duration.ofSeconds(1));
    crossed("1: 11 99 101 backfill", "1: 12 101 98 live");
  }

  @ParameterizedTest
  @ValueSource(ints = {-20, 20})
  void aWallClockThatWasSetNeitherAgesNorDelaysAGap(int minutes) throws Exception {
    clock.step(Duration.ofMinutes(minutes));
    trade(10, 99);
    missed(11, 101);
    trade(12, 98);
    after(Continuity.REORDERING);
    crossed("1: 11 99 101 backfill", "1: 12 101 98 live");
  }

  @Test
  void backfillsAQuietSymbolDespiteLaggingHistory() throws Exception {
    trade(10, 99);
    lost();
    clock.advance(Duration.ofSeconds(20));
    notYetInHistory(11, 101);
    feed.streamOpened(SYMBOL);
    processed();
    fillAll();
    assertThat(outlet.crossings()).isEmpty();
    fakeHistory.known = fakeHistory.trades.size();
    after(Duration.ofSeconds(5));
    crossed("1: 11 99 101 backfill");
  }

  @Test
  void retriesSoonAfterAnEmptyResponse() throws Exception {
    trade(10, 99);
    lost();
    missed(11, 101);
    fakeHistory.known = 0;
    feed.streamOpened(SYMBOL);
    processed();
    fillAll();
    fakeHistory.known = fakeHistory.trades.size();
    after(Duration.ofMillis(250));
    crossed("1: 11 99 101 backfill");
  }

  @Test
  void lateResponseCoversEarlierChecks() throws Exception {
    trade(10, 99);
    lost();
    feed.streamOpened(SYMBOL);
    processed();
    fillAll();
    for (int minute = 0; minute < 10; minute++) {
      after(Duration.ofMinutes(1));
    }
    assertThat(fakeHistory.asked).isEqualTo(3);
  }

  @Test
  void comparesAcrossAnOldOutageUnlessNothingTraded() throws Exception {
    trade(10, 99);
    lost();
    clock.advance(WINDOW.plusSeconds(1));
    feed.streamOpened(SYMBOL);
    processed();
    fillAll();
    trade(11, 101);
    crossed("1: 11 99 101 live");
    lost();
    missed(12, 98);
    missed(13, 101);
    clock.advance(WINDOW.plusSeconds(1));
    feed.streamOpened(SYMBOL);
    processed();
    fillAll();
    trade(14, 97);
    crossed("1: 11 99 101 live", "1: 14 101 97 gap");
  }

  @Test
  void aHistoryThatNeverHasTheLastTradeIsNotAskedBeyondTheWindow() throws Exception {
    trade(10, 99);
    lost();
    fakeHistory.known = 0;
    feed.streamOpened(SYMBOL);
    processed();
    for (int minute = 0; minute < 16; minute++) {
      after(Duration.ofMinutes(1));
    }
    int asked = fakeHistory.asked;
    after(Duration.ofHours(1));
    assertThat(fakeHistory.asked).isEqualTo(asked);
  }
}
