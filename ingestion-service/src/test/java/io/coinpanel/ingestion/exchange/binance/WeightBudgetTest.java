package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WeightBudgetTest {

  private long now;
  private final WeightBudget budget = new WeightBudget(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void aUsedUpMinuteOpensAfterAMinuteAtTheLatest() {
    assertThat(budget.acquire(5_000, 0)).isZero();
    pass(Duration.ofSeconds(20));
    assertThat(budget.acquire(1, 0)).isEqualTo(Duration.ofSeconds(40));
    pass(Duration.ofSeconds(40));
    assertThat(budget.acquire(1, 0)).isZero();
  }

  @Test
  void exchangeCountIsAuthoritative() {
    budget.acquire(4, 0);
    budget.recordUsed(4_999);
    assertThat(budget.acquire(4, 0)).isPositive();
    budget.recordUsed(8);
    assertThat(budget.acquire(4, 0)).isZero();
    assertThat(budget.used()).isEqualTo(12);
  }

  @Test
  void staleResponseDoesNotLowerTheCount() {
    budget.recordUsed(112);
    budget.recordUsed(108);
    assertThat(budget.used()).isEqualTo(112);
  }

  @Test
  void pauseEndsAtItsTimeDespiteShorterOnes() {
    budget.pause(Duration.ofHours(2));
    budget.pause(Duration.ofSeconds(1));
    pass(Duration.ofHours(1));
    assertThat(budget.acquire(1, 0)).isEqualTo(Duration.ofHours(1));
    pass(Duration.ofHours(1));
    assertThat(budget.acquire(1, 0)).isZero();
  }

  @Test
  void reserveIsLeftToUrgentRequests() {
    assertThat(budget.acquire(4_000, 1_000)).isZero();
    assertThat(budget.acquire(4, 1_000)).isPositive();
    assertThat(budget.acquire(4, 0)).isZero();
  }
}
