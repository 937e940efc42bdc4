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
    assertThat(budget.take(5_000, 0)).isZero();
    pass(Duration.ofSeconds(20));
    assertThat(budget.take(1, 0)).isEqualTo(Duration.ofSeconds(40));
    pass(Duration.ofSeconds(40));
    assertThat(budget.take(1, 0)).isZero();
  }

  @Test
  void theExchangesCountIsTheTruth() {
    budget.take(4, 0);
    budget.used(4_999);
    assertThat(budget.take(4, 0)).isPositive();
    budget.used(8);
    assertThat(budget.take(4, 0)).isZero();
    assertThat(budget.used()).isEqualTo(12);
  }

  @Test
  void anAnswerThatWasOvertakenLowersNothing() {
    budget.used(112);
    budget.used(108);
    assertThat(budget.used()).isEqualTo(112);
  }

  @Test
  void aClosedBudgetOpensAtItsTimeAndNoShorterWaitOpensItEarlier() {
    budget.close(Duration.ofHours(2));
    budget.close(Duration.ofSeconds(1));
    pass(Duration.ofHours(1));
    assertThat(budget.take(1, 0)).isEqualTo(Duration.ofHours(1));
    pass(Duration.ofHours(1));
    assertThat(budget.take(1, 0)).isZero();
  }

  @Test
  void whatIsReservedIsLeftToMoreUrgentRequests() {
    assertThat(budget.take(4_000, 1_000)).isZero();
    assertThat(budget.take(4, 1_000)).isPositive();
    assertThat(budget.take(4, 0)).isZero();
  }
}
