package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {

  private static List<Long> drained(ReorderBuffer held) {
    List<Long> ids = new ArrayList<>();
    for (; !held.isEmpty(); held.dropFirst()) {
      assertThat(held.price()).isEqualTo(held.id() + 1);
      assertThat(held.time()).isEqualTo(held.id() + 2);
      assertThat(held.arrivedAt()).isEqualTo(held.id() + 3);
      ids.add(held.id());
    }
    return ids;
  }

  private static boolean hold(ReorderBuffer held, long id) {
    return held.add(id, id + 1, id + 2, id + 3);
  }

  @Test
  void returnsTradesOnceAndInOrder() {
    SplittableRandom random = new SplittableRandom(7);
    ReorderBuffer held = new ReorderBuffer(new ReorderBudget(1_000));
    TreeSet<Long> expected = new TreeSet<>();
    for (long i = 0; i < 3_000; i++) {
      if (random.nextInt(4) == 0 && !held.isEmpty()) {
        assertThat(held.id()).isEqualTo(expected.pollFirst());
        held.dropFirst();
      } else {
        long id = i / 2 + random.nextInt(20);
        assertThat(hold(held, id)).isTrue();
        expected.add(id);
      }
    }
    assertThat(drained(held)).containsExactlyElementsOf(expected);
  }

  @Test
  void allSymbolsShareOneBudget() {
    ReorderBudget budget = new ReorderBudget(3);
    ReorderBuffer one = new ReorderBuffer(budget);
    ReorderBuffer other = new ReorderBuffer(budget);
    assertThat(hold(one, 1)).isTrue();
    assertThat(hold(one, 1)).isTrue();
    assertThat(hold(one, 2)).isTrue();
    assertThat(hold(other, 1)).isTrue();
    assertThat(hold(other, 2)).isFalse();
    one.dropFirst();
    assertThat(hold(other, 2)).isTrue();
    one.clear();
    assertThat(hold(other, 3)).isTrue();
    assertThat(hold(one, 9)).isFalse();
  }
}
