package io.coinpanel.webserver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WeightAllowanceTest {

  private long nanos;
  private final WeightAllowance allowance = new WeightAllowance(() -> nanos);

  private void advance(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void allows200AMinute() {
    for (int i = 0; i < 100; i++) {
      assertThat(allowance.tryAcquire(2)).isTrue();
    }
    assertThat(allowance.tryAcquire(2)).isFalse();
    advance(Duration.ofSeconds(60));
    assertThat(allowance.tryAcquire(2)).isTrue();
  }

  @Test
  void allowsNothingWhileTheAddressIsBusy() {
    allowance.seen(1_001);
    assertThat(allowance.tryAcquire(2)).isFalse();
    advance(Duration.ofSeconds(59));
    assertThat(allowance.tryAcquire(2)).isFalse();
    advance(Duration.ofSeconds(1));
    assertThat(allowance.tryAcquire(2)).isTrue();
    allowance.seen(1_000);
    assertThat(allowance.tryAcquire(2)).isTrue();
  }

  @Test
  void allowsNothingWhileTheExchangeRefuses() {
    allowance.pause(Duration.ofMinutes(2));
    allowance.pause(Duration.ofMinutes(1));
    advance(Duration.ofSeconds(119));
    assertThat(allowance.tryAcquire(2)).isFalse();
    advance(Duration.ofSeconds(1));
    assertThat(allowance.tryAcquire(2)).isTrue();
  }
}
