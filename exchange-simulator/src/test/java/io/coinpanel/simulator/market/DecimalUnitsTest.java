package io.coinpanel.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalUnitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00000000, 0",
    "0.00000001, 0.00000001, 1",
    "65000.01, 65000.01000000, 6500001000000",
    "92233720368, 92233720368.00000000, 9223372036800000000",
  })
  void readsDecimalsExactlyAndWritesAllEightPlaces(String text, String written, long units) {
    assertThat(DecimalUnits.parse(text)).isEqualTo(units);
    assertThat(DecimalUnits.toString(units)).isEqualTo(written);
  }

  @Test
  void rejectsInexactValues() {
    assertThatThrownBy(() -> DecimalUnits.parse("0.000000001"))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> DecimalUnits.parse("92233720369"))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> DecimalUnits.parse("x")).isInstanceOf(NumberFormatException.class);
  }
}
