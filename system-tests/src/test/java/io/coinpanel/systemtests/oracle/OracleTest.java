package io.coinpanel.systemtests.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.source.ReplaySpeed;
import io.coinpanel.systemtests.TestSystem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
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
  private static final List<String> CONDITIONS = List.of("above", "below", "cross");
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** Lets the trades happen; they are returned with the ids they got. */
  private interface Market {
    List<ObservedTrade> trade(TestSystem panel) throws Exception;
  }

  @Test
  void recordedTradesMatchTheOracle() throws Exception {
    Path file = RecordedDay.file();
    List<ObservedTrade> trades = RecordedDay.trades(file);
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
    List<ObservedTrade> walk = walk();
    check(walk, panel -> walk.stream().map(trade -> published(panel, trade)).toList());
  }

  private static ObservedTrade published(TestSystem panel, ObservedTrade trade) {
    long id = panel.exchange().publish(trade.symbol(), trade.price().toPlainString());
    return new ObservedTrade(trade.symbol(), id, trade.price());
  }

  private void check(List<ObservedTrade> trades, Market market) throws Exception {
    try (TestSystem panel = TestSystem.start();
        OracleClients oracleClients = new OracleClients(panel, CLIENTS)) {
      oracleClients.subscribe(wishes(trades));
      Set<Firing> expected = Oracle.fired(market.trade(panel), oracleClients.subscriptions());
      assertThat(expected).hasSizeGreaterThan(THRESHOLDS);
      Awaitility.await().atMost(DEADLINE).until(() -> rows(panel).size() >= expected.size());
      List<Firing> told = oracleClients.received(List.copyOf(expected));
      same(rows(panel), expected);
      same(told, expected);
      assertThat(panel.exchange().violations()).isEmpty();
    }
  }

  /** Compared by differences, as the sets are too large to be printed. */
  private static void same(List<Firing> actual, Set<Firing> expected) {
    Set<Firing> missing = new HashSet<>(expected);
    actual.forEach(missing::remove);
    Set<Firing> invented = new HashSet<>(actual);
    invented.removeAll(expected);
    assertThat(missing).as("missing").isEmpty();
    assertThat(invented).as("invented").isEmpty();
    assertThat(actual).as("each once").hasSize(expected.size());
  }

  private static List<Firing> rows(TestSystem panel) throws SQLException {
    List<Firing> rows = new ArrayList<>();
    try (var connection = panel.database().dataSource().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select subscription_id, trade_id, price, previous_price from notification")) {
      while (row.next()) {
        rows.add(
            new Firing(
                row.getString(1), row.getLong(2), row.getBigDecimal(3), row.getBigDecimal(4)));
      }
    }
    return rows;
  }

  /** Every other one exactly at a price that is traded, the rest anywhere between the extremes. */
  private List<RequestedSubscription> wishes(List<ObservedTrade> trades) {
    List<RequestedSubscription> wishes = new ArrayList<>();
    for (int i = 0; i < THRESHOLDS; i++) {
      String symbol = SYMBOLS.get(i % SYMBOLS.size());
      wishes.add(
          new RequestedSubscription(
              symbol, CONDITIONS.get(i / 7 % CONDITIONS.size()), threshold(of(symbol, trades), i)));
    }
    return wishes;
  }

  private static List<BigDecimal> of(String symbol, List<ObservedTrade> trades) {
    return trades.stream()
        .filter(t -> t.symbol().equals(symbol))
        .map(ObservedTrade::price)
        .toList();
  }

  private BigDecimal threshold(List<BigDecimal> prices, int number) {
    BigDecimal one = prices.get(random.nextInt(prices.size()));
    if (number / 2 % 2 == 0) {
      return one;
    }
    BigDecimal other = prices.get(random.nextInt(prices.size()));
    BigDecimal within = BigDecimal.valueOf(random.nextLong(100_000_000L), 8);
    BigDecimal between = one.add(other.subtract(one).multiply(within));
    return between.setScale(8, RoundingMode.HALF_UP);
  }

  private List<ObservedTrade> walk() {
    long[] cents = {6_000_000, 250_000};
    List<ObservedTrade> trades = new ArrayList<>();
    for (int i = 0; i < WALKED; i++) {
      int which = random.nextInt(SYMBOLS.size());
      if (random.nextInt(4) == 0) {
        cents[which] += random.nextLong(81) - 40;
      }
      trades.add(new ObservedTrade(SYMBOLS.get(which), i, BigDecimal.valueOf(cents[which], 2)));
    }
    return trades;
  }
}
