package io.coinpanel.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.ConditionKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdIndexTest {

  private final ThresholdIndex index = new ThresholdIndex();
  private final List<Long> crossed = new ArrayList<>();

  @Test
  void theFirstPriceIsABaseline() {
    add(100, 1, ConditionKind.CROSS);
    assertThat(move(50)).isEmpty();
    assertThat(index.price()).isEqualTo(50);
  }

  @Test
  void risingOntoAThresholdFiresOnlyWhenItIsLeft() {
    add(100, 1, ConditionKind.ABOVE);
    index.baseline(99);
    assertThat(move(100)).isEmpty();
    assertThat(move(101)).containsExactly(1L);
    assertThat(move(102)).isEmpty();
  }

  @Test
  void oneMoveCrossesEveryThresholdOnItsWay() {
    for (int i = 0; i < 2000; i++) {
      add(1000 + i, i, ConditionKind.ABOVE);
    }
    index.baseline(999);
    assertThat(move(5000)).hasSize(2000);
  }

  @Test
  void theExtremesOfThePriceRangeAreOrdinaryPrices() {
    add(1, 1, ConditionKind.CROSS);
    add(9_223_372_036_800_000_000L, 2, ConditionKind.CROSS);
    index.baseline(9_223_372_036_800_000_000L);
    assertThat(move(2)).containsExactly(2L);
    assertThat(move(0)).containsExactly(1L);
    assertThat(move(Long.MAX_VALUE)).containsExactly(1L, 2L);
    assertThat(move(0)).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void removeReturnsFalseIfAbsent() {
    add(100, 1, ConditionKind.ABOVE);
    assertThat(index.remove(100, 2)).isFalse();
    assertThat(index.remove(100, 1)).isTrue();
    assertThat(index.remove(100, 1)).isFalse();
    assertThat(index.size()).isZero();
  }

  /** A price that stays on a threshold looks at every move. */
  @Test
  void leavingAThresholdFiresAfterAnyNumberOfTradesOnIt() {
    add(100, 1, ConditionKind.CROSS);
    index.baseline(100);
    assertThat(move(100)).isEmpty();
    assertThat(move(100)).isEmpty();
    assertThat(move(101)).containsExactly(1L);
    assertThat(move(100)).isEmpty();
    assertThat(move(99)).containsExactly(1L);
  }

  @Test
  void firesRemainingThresholdsAfterManyRemovals() {
    ThresholdBlocks thresholdBlocks = new ThresholdBlocks();
    for (int i = 0; i < 100_000; i++) {
      thresholdBlocks.add(i * 7919L % 100_000, i, 7, (byte) 0);
      add(i * 7919L % 100_000, i, ConditionKind.ABOVE);
    }
    for (int i = 0; i < 100_000; i++) {
      if (i % 100 != 0) {
        assertThat(thresholdBlocks.remove(i * 7919L % 100_000, i)).isTrue();
        assertThat(index.remove(i * 7919L % 100_000, i)).isTrue();
      }
    }
    assertThat(thresholdBlocks.count()).isLessThan(100);
    index.baseline(0);
    assertThat(move(200_000)).hasSize(1000).allMatch(id -> id % 100 == 0);
  }

  /** Few distinct prices put many entries on one threshold; many spread them over blocks. */
  @ParameterizedTest
  @ValueSource(ints = {5, 50, 1_000, 1_000_000})
  void matchesTheNaiveRuleUnderRandomChanges(int range) {
    Random random = new Random(range);
    List<Entry> naive = new ArrayList<>();
    long price = range / 2;
    index.baseline(price);
    for (long step = 0; step < 6_000; step++) {
      if (random.nextInt(3) > 0) {
        var entry = new Entry(random.nextInt(range), step, condition(random));
        naive.add(entry);
        add(entry.threshold, step, entry.condition);
      } else if (!naive.isEmpty() && random.nextInt(3) == 0) {
        Entry gone = naive.remove(random.nextInt(naive.size()));
        assertThat(index.remove(gone.threshold, gone.id)).isTrue();
      }
      long next = random.nextInt(4) == 0 ? random.nextInt(range) : price + random.nextInt(3) - 1;
      next = Math.clamp(next, 0, range);
      assertThat(move(next)).isEqualTo(naiveMove(naive, price, next));
      price = next;
    }
    assertThat(index.size()).isEqualTo(naive.size());
  }

  private record Entry(long threshold, long id, ConditionKind condition) {}

  private static ConditionKind condition(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> ConditionKind.ABOVE;
      case 1 -> ConditionKind.BELOW;
      default -> ConditionKind.CROSS;
    };
  }

  private static Set<Long> naiveMove(List<Entry> entries, long from, long to) {
    Set<Long> ids = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.condition.isCrossed(from, entry.threshold, to)) {
        ids.add(entry.id);
      }
    }
    return ids;
  }

  private void add(long threshold, long id, ConditionKind condition) {
    index.add(threshold, id, 7, ThresholdFlags.of(condition, false));
  }

  private Set<Long> move(long price) {
    crossed.clear();
    index.move(price, (threshold, subscription, owner, terms) -> crossed.add(subscription));
    assertThat(crossed).doesNotHaveDuplicates();
    return new HashSet<>(crossed);
  }
}
