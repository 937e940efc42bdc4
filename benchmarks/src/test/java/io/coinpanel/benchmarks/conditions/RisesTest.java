package io.coinpanel.benchmarks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.micro.esper.EsperRiseStatements;
import io.coinpanel.benchmarks.micro.esper.EsperRiseWindow;
import io.coinpanel.benchmarks.micro.esper.EsperRises;
import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Esper fires the rises that the matcher fires; else the comparison would be of different work. */
class RisesTest {

  private static final int RULES = 60;
  private static final int TRADES = 2000;

  /** A trade's price and its time in milliseconds. */
  private record Trade(long price, long time) {}

  private static int ppm(int rule) {
    return 500 * (1 + rule);
  }

  private static int seconds(int rule) {
    return 1 + rule % 12;
  }

  /** Many trades at the same time or price, and ticks that make equal percentages likely. */
  private static List<Trade> walk() {
    SplittableRandom random = new SplittableRandom(1);
    List<Trade> trades = new ArrayList<>();
    long price = PriceWalk.BASE;
    long time = 0;
    for (int i = 0; i < TRADES; i++) {
      trades.add(new Trade(price, time));
      price = price + random.nextInt(-2, 3) * (PriceWalk.BASE / 1000);
      time += random.nextInt(4) * 250L;
    }
    return trades;
  }

  @Test
  void windowsOfEsperFireWhatTheMatcherFires() {
    assertThat(esper(EsperRiseWindow::new)).isEqualTo(matcher());
  }

  @Test
  void statementsOfEsperFireWhatTheMatcherFires() {
    assertThat(esper(EsperRiseStatements::new)).isEqualTo(matcher());
  }

  @Test
  void mostRulesFire() {
    assertThat(matcher().stream().mapToInt(List::size).sum()).isBetween(RULES / 4, RULES - 1);
  }

  private static List<List<Long>> matcher() {
    SymbolMatcher matcher = new SymbolMatcher();
    for (int rule = 0; rule < RULES; rule++) {
      matcher.add(watched(rule));
    }
    List<List<Long>> fired = new ArrayList<>();
    Crossings crossings = new Crossings();
    long id = 0;
    for (Trade trade : walk()) {
      id++;
      matcher.trade(id, id, trade.price, trade.time, Source.LIVE, crossings);
      List<Long> now = new ArrayList<>();
      for (int row = 0; row < crossings.size(); row++) {
        now.add(crossings.subscription(row));
      }
      fired.add(now.stream().sorted().toList());
      crossings.clear();
    }
    return fired;
  }

  private static WatchedSubscription watched(int rule) {
    Condition rise =
        new Condition.Change(ConditionKind.RISE, new Percent(ppm(rule)), seconds(rule), null);
    long never = WatchedSubscription.NEVER;
    return new WatchedSubscription(rule, 1, 1, 1, Symbol.NAME, rise, Repeat.ONCE, 0, never, never);
  }

  private static List<List<Long>> esper(Function<LongConsumer, EsperRises> kind) {
    List<Long> now = new ArrayList<>();
    List<List<Long>> fired = new ArrayList<>();
    try (EsperRises rises = kind.apply(now::add)) {
      for (int rule = 0; rule < RULES; rule++) {
        rises.add(rule, ppm(rule), seconds(rule));
      }
      rises.baseline(walk().getFirst().price);
      for (Trade trade : walk()) {
        rises.trade(trade.price, trade.time);
        fired.add(now.stream().sorted().toList());
        now.clear();
      }
    }
    return fired;
  }
}
