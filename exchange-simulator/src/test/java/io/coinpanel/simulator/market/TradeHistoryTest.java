package io.coinpanel.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TradeHistoryTest {

  private final TradeHistory history = new TradeHistory(new HistoryMemoryBudget(256));

  @Test
  void findsTradesByIdTimeAndAggregateWhileItGrowsAndForgets() {
    for (int i = 0; i < 1000; i++) {
      history.append(10 + 2L * i, 100 + i, 5, 1000 + i, i % 2 == 0);
    }
    assertThat(history.end() - history.first()).isEqualTo(256);
    for (long position = history.first(); position < history.end(); position++) {
      assertThat(history.positionOfId(history.id(position))).isEqualTo(position);
      assertThat(history.positionOfId(history.id(position) - 1)).isEqualTo(position);
      assertThat(history.positionOfTime(1000 + position)).isEqualTo(position);
      assertThat(history.positionOfAggregate(history.aggregate(position))).isEqualTo(position);
      assertThat(history.price(position)).isEqualTo(100 + position);
      assertThat(history.buyerIsMaker(position)).isEqualTo(position % 2 == 0);
    }
  }

  @Test
  void findsByTimeEvenWhenTimesFall() {
    history.append(1, 1, 1, 5000, true);
    history.append(2, 1, 1, 1000, true);
    history.append(3, 1, 1, 6000, true);
    assertThat(history.positionOfTime(5500)).isEqualTo(2);
  }

  @Test
  void rejectsIdsThatDoNotIncrease() {
    history.append(2, 1, 1, 5000, true);
    assertThatThrownBy(() -> history.append(2, 1, 1, 5000, true)).hasMessageContaining("trade 2");
  }
}
