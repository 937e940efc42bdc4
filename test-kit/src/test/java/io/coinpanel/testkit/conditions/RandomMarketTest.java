package io.coinpanel.testkit.conditions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.Change;
import io.coinpanel.testkit.conditions.Condition.PercentStep;
import io.coinpanel.testkit.conditions.Condition.Range;
import io.coinpanel.testkit.conditions.Condition.Threshold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RandomMarketTest {

  private static final int SUBSCRIPTIONS = 150;
  private static final int TRADES = 400;

  @Test
  void everyRuleFiresOften() {
    Map<String, Integer> firings = new TreeMap<>();
    for (int seed = 0; seed < 20; seed++) {
      RandomGenerator random = new Random(seed);
      RandomMarket market = new RandomMarket(random);
      count(market.rows(TRADES), new RandomTerms(random, market.tick()), firings);
    }
    assertThat(firings)
        .hasSize(29)
        .allSatisfy((kind, count) -> assertThat(count).isGreaterThan(20));
  }

  @Test
  void recordedTradesFireEveryKind() throws IOException {
    Map<String, Integer> firings = new TreeMap<>();
    List<TradeRow> rows = RecordedMarket.rows("btcusdt").subList(0, 2_000);
    long tick = rows.getFirst().price() / 20_000;
    count(rows, new RandomTerms(new Random(1), tick), firings);

    assertThat(rows).extracting(TradeRow::source).containsOnly(Source.LIVE);
    assertThat(firings)
        .containsKeys("ABOVE", "BELOW hold", "CROSS bar", "RISE", "FALL within", "step percent");
  }

  @Test
  void marketHasTiesJumpsQuietTimesAndGaps() {
    List<TradeRow> rows = new RandomMarket(new Random(1)).rows(2_000);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 1; i < rows.size(); i++) {
      TradeRow before = rows.get(i - 1);
      TradeRow row = rows.get(i);
      boolean isGap = row.id() != before.upToId() + 1;
      assertThat(isGap).isEqualTo(row.source() == Source.GAP);
      seen.merge(row.source().name(), 1, Integer::sum);
      seen.merge("tie", row.price() == before.price() ? 1 : 0, Integer::sum);
      seen.merge("same time", row.time() == before.time() ? 1 : 0, Integer::sum);
      seen.merge("back", row.time() < before.time() ? 1 : 0, Integer::sum);
      seen.merge("quiet", row.time() - before.time() > 3_600_000 ? 1 : 0, Integer::sum);
      seen.merge("aggregated", row.upToId() > row.id() ? 1 : 0, Integer::sum);
      seen.merge("minute", row.time() % 60_000 == 0 ? 1 : 0, Integer::sum);
    }
    assertThat(seen).hasSize(9).allSatisfy((kind, count) -> assertThat(count).isGreaterThan(9));
  }

  @Test
  void sameSeedIsTheSameMarket() {
    assertThat(new RandomMarket(new Random(5)).rows(500))
        .isEqualTo(new RandomMarket(new Random(5)).rows(500));
  }

  @Test
  void rearmAtTheThresholdIsThePlainRule() {
    for (int seed = 0; seed < 20; seed++) {
      RandomMarket market = new RandomMarket(new Random(seed));
      List<TradeRow> rows = market.rows(TRADES);
      long threshold = RandomMarket.MIDDLE * market.tick();
      assertThat(fired(Condition.above(threshold).rearm(threshold), rows))
          .isNotEmpty()
          .isEqualTo(fired(Condition.above(threshold), rows));
      assertThat(fired(Condition.below(threshold).rearm(threshold).bar(Bar.ONE_MINUTE), rows))
          .isEqualTo(fired(Condition.below(threshold).bar(Bar.ONE_MINUTE), rows));
    }
  }

  private static List<Fired> fired(Condition condition, List<TradeRow> rows) {
    Oracle oracle = new Oracle();
    oracle.activate(1, Terms.of(condition));
    List<Fired> fired = new ArrayList<>();
    rows.forEach(row -> fired.addAll(oracle.trade(row)));
    return fired;
  }

  private static void count(List<TradeRow> rows, RandomTerms random, Map<String, Integer> firings) {
    Oracle oracle = new Oracle();
    oracle.trade(rows.getFirst());
    Map<Long, Terms> terms = new HashMap<>();
    for (long id = 1; id <= SUBSCRIPTIONS; id++) {
      terms.put(id, random.next(rows.getFirst().price(), rows.getFirst().time()));
      oracle.activate(id, terms.get(id));
    }
    for (TradeRow row : rows.subList(1, rows.size())) {
      for (Fired fired : oracle.trade(row)) {
        firings.merge(
            kind(requireNonNull(terms.get(fired.subscription())).condition()), 1, Integer::sum);
      }
    }
  }

  private static String kind(Condition condition) {
    return switch (condition) {
      case Threshold t ->
          t.side()
              + with("rearm", t.rearm())
              + with("hold", t.holdSeconds())
              + with("bar", t.bar());
      case Range r -> r.border() + with("hold", r.holdSeconds()) + with("bar", r.bar());
      case Change c -> c.trend() + with("within", c.withinSeconds()) + with("from", c.from());
      case AmountStep _ -> "step amount";
      case PercentStep _ -> "step percent";
    };
  }

  private static String with(String modifier, @Nullable Object value) {
    return value == null ? "" : " " + modifier;
  }
}
