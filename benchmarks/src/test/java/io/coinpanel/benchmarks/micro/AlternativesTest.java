package io.coinpanel.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.micro.esper.EsperRules;
import io.coinpanel.benchmarks.micro.esper.EsperStatements;
import io.coinpanel.benchmarks.micro.esper.EsperWindow;
import io.coinpanel.matching.ThresholdFlags;
import io.coinpanel.matching.ThresholdIndex;
import io.coinpanel.model.ConditionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What is compared fires the same alerts; else the comparison would be of different work. */
class AlternativesTest {

  private static final ThresholdLadder LADDER = new ThresholdLadder(40);
  private static final int TRADES = 300;

  @Test
  void theTreeFiresWhatTheIndexFires() {
    TreeThresholds tree = new TreeThresholds();
    for (int i = 0; i < LADDER.thresholds(); i++) {
      tree.add(LADDER.threshold(i), new TreeThresholds.Watched(i, 1, ConditionKind.ABOVE));
    }
    List<List<Long>> told = new ArrayList<>();
    for (long price : walk()) {
      List<Long> crossed = new ArrayList<>();
      tree.move(price, (threshold, watched) -> crossed.add(watched.subscription()));
      told.add(crossed.stream().sorted().toList());
    }
    assertThat(told.subList(1, TRADES)).isEqualTo(index().subList(1, TRADES));
  }

  @Test
  void aWindowOfEsperFiresWhatTheIndexFires() {
    assertThat(esper(EsperWindow::new)).isEqualTo(index());
  }

  @Test
  void statementsOfEsperFireWhatTheIndexFires() {
    assertThat(esper(EsperStatements::new)).isEqualTo(index());
  }

  private static List<List<Long>> index() {
    ThresholdIndex index = new ThresholdIndex();
    for (int i = 0; i < LADDER.thresholds(); i++) {
      index.add(LADDER.threshold(i), i, 1, ThresholdFlags.of(ConditionKind.ABOVE, false));
    }
    List<List<Long>> told = new ArrayList<>();
    for (long price : walk()) {
      List<Long> crossed = new ArrayList<>();
      index.move(price, (threshold, subscription, connection, terms) -> crossed.add(subscription));
      told.add(crossed.stream().sorted().toList());
    }
    return told;
  }

  private static List<List<Long>> esper(Function<LongConsumer, EsperRules> kind) {
    List<Long> crossed = new ArrayList<>();
    List<List<Long>> told = new ArrayList<>();
    try (EsperRules rules = kind.apply(crossed::add)) {
      for (int i = 0; i < LADDER.thresholds(); i++) {
        rules.add(i, LADDER.threshold(i));
      }
      rules.baseline(walk()[0]);
      for (long price : walk()) {
        rules.trade(price);
        told.add(crossed.stream().sorted().toList());
        crossed.clear();
      }
    }
    return told;
  }

  /** Half steps: onto thresholds and between them. */
  private static long[] walk() {
    Random random = new Random(1);
    long half = (LADDER.threshold(1) - LADDER.threshold(0)) / 2;
    return random
        .ints(TRADES, 0, 2 * LADDER.thresholds())
        .mapToLong(step -> LADDER.threshold(0) + step * half)
        .toArray();
  }
}
