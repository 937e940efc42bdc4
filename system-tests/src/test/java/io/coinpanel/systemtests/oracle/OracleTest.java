package io.coinpanel.systemtests.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.source.ReplaySpeed;
import io.coinpanel.systemtests.TestSystem;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.market.Oracle;
import io.coinpanel.testkit.market.RecordedTrades;
import io.coinpanel.testkit.market.SubscriptionTerms;
import io.coinpanel.testkit.market.SubscriptionTerms.Direction;
import io.coinpanel.testkit.market.Trade;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows and frames equal the oracle's: no crossing is missing or spurious. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OracleTest {

  private static final long SEED = 20240809;
  private static final int CLIENTS = 50;
  private static final int THRESHOLDS = 2000;
  private static final int WALKED = 30_000;
  private static final List<String> SYMBOLS = List.of("btcusdt", "ethusdt");
  private static final List<Direction> CONDITIONS = List.of(Direction.values());
  private static final long UNIT = 100_000_000;
  private static final long TIME = 0;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** Lets the trades happen; they are returned with the ids they got. */
  private interface Market {
    List<Trade> trade(TestSystem panel) throws Exception;
  }

  @Test
  void recordedTradesMatchTheOracle() throws Exception {
    Path file = RecordedTrades.file();
    List<Trade> trades = RecordedTrades.read(file);
    check(
        trades,
        panel -> {
          var replayed = panel.exchange().replay(file, ReplaySpeed.FASTEST, true);
          assertThat(replayed.get(2, TimeUnit.MINUTES)).isEqualTo(trades.size());
          return trades;
        });
  }

  @Test
  void randomWalkMatchesTheOracle() throws Exception {
    List<Trade> walk = walk();
    check(walk, panel -> walk.stream().map(trade -> published(panel, trade)).toList());
  }

  private static Trade published(TestSystem panel, Trade trade) {
    String price = Trade.decimal(trade.price()).toPlainString();
    long id = panel.exchange().publish(trade.symbol(), price);
    return new Trade(trade.symbol(), id, trade.price(), TIME);
  }

  private void check(List<Trade> trades, Market market) throws Exception {
    try (TestSystem panel = TestSystem.start();
        OracleClients oracleClients = new OracleClients(panel, CLIENTS)) {
      oracleClients.subscribe(subscriptions(trades));
      Set<Oracle.Row> expected = judged(oracleClients.subscriptions(), market.trade(panel));
      assertThat(expected).hasSizeGreaterThan(THRESHOLDS);
      Eventually.within(DEADLINE, () -> rows(panel).size() >= expected.size());
      List<Oracle.Row> received = oracleClients.received(expected);
      same(rows(panel), expected);
      same(received, expected);
      assertThat(panel.exchange().violations()).isEmpty();
    }
  }

  private static Set<Oracle.Row> judged(
      Map<Long, SubscriptionTerms> subscriptions, List<Trade> trades) {
    Oracle oracle = new Oracle();
    subscriptions.forEach(oracle::active);
    trades.forEach(
        trade -> oracle.traded(new Trade(trade.symbol(), trade.id(), trade.price(), TIME)));
    return oracle.expected().keySet();
  }

  /** A row without its time, which is the exchange's. */
  static Oracle.Row row(long subscription, long tradeId, BigDecimal price, BigDecimal previous) {
    return new Oracle.Row(subscription, tradeId, TIME, Trade.units(price), Trade.units(previous));
  }

  /** Compared by differences, as the sets are too large to be printed. */
  private static void same(List<Oracle.Row> actual, Set<Oracle.Row> expected) {
    Set<Oracle.Row> missing = new HashSet<>(expected);
    actual.forEach(missing::remove);
    Set<Oracle.Row> invented = new HashSet<>(actual);
    invented.removeAll(expected);
    assertThat(missing).as("missing").isEmpty();
    assertThat(invented).as("invented").isEmpty();
    assertThat(actual).as("each once").hasSize(expected.size());
  }

  private static List<Oracle.Row> rows(TestSystem panel) throws SQLException {
    List<Oracle.Row> rows = new ArrayList<>();
    try (var connection = panel.database().dataSource().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select subscription_id, trade_id, price, previous_price from notification")) {
      while (row.next()) {
        rows.add(row(row.getLong(1), row.getLong(2), row.getBigDecimal(3), row.getBigDecimal(4)));
      }
    }
    return rows;
  }

  /** Every other one exactly at a price that is traded, the rest anywhere between the extremes. */
  private List<SubscriptionTerms> subscriptions(List<Trade> trades) {
    List<long[]> prices = SYMBOLS.stream().map(symbol -> prices(symbol, trades)).toList();
    List<SubscriptionTerms> subscriptions = new ArrayList<>();
    for (int i = 0; i < THRESHOLDS; i++) {
      int which = i % SYMBOLS.size();
      String symbol = SYMBOLS.get(which);
      Direction condition = CONDITIONS.get(i / 7 % CONDITIONS.size());
      long threshold = threshold(prices.get(which), i);
      subscriptions.add(
          new SubscriptionTerms(symbol, condition, threshold, false, 0, SubscriptionTerms.NEVER));
    }
    return subscriptions;
  }

  private static long[] prices(String symbol, List<Trade> trades) {
    return trades.stream()
        .filter(trade -> trade.symbol().equals(symbol))
        .mapToLong(Trade::price)
        .toArray();
  }

  private long threshold(long[] prices, int number) {
    long one = prices[random.nextInt(prices.length)];
    if (number / 2 % 2 == 0) {
      return one;
    }
    long other = prices[random.nextInt(prices.length)];
    return one + Math.round((other - one) * random.nextDouble());
  }

  private List<Trade> walk() {
    long[] units = {60_000 * UNIT, 2_500 * UNIT};
    List<Trade> trades = new ArrayList<>();
    for (int i = 0; i < WALKED; i++) {
      int which = random.nextInt(SYMBOLS.size());
      if (random.nextInt(4) == 0) {
        units[which] += (random.nextLong(81) - 40) * UNIT / 100;
      }
      trades.add(new Trade(SYMBOLS.get(which), i, units[which], TIME));
    }
    return trades;
  }
}
