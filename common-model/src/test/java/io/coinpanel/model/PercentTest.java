package io.coinpanel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {

  @ParameterizedTest
  @CsvSource({"2.5, 25000", "0.0001, 1", "1000, 10000000", "99.9999, 999999", "1.50000, 15000"})
  void isAWholeNumberOfPartsPerMillion(BigDecimal number, int ppm) {
    assertThat(Percent.of(number)).contains(new Percent(ppm));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.00001", "1000.0001", "1e9"})
  void isNothingElse(BigDecimal number) {
    assertThat(Percent.of(number)).isEmpty();
  }

  @Test
  void isWrittenWithoutTrailingZeros() {
    assertThat(new Percent(25_000)).hasToString("2.5");
    assertThat(new Percent(1_000_000)).hasToString("100");
  }

  @Test
  void hasBounds() {
    assertThatThrownBy(() -> new Percent(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Percent(10_000_001)).isInstanceOf(IllegalArgumentException.class);
  }
}
