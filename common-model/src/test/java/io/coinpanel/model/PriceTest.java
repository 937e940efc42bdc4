package io.coinpanel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {

  @ParameterizedTest
  @CsvSource({
    "65000, 65000, 6500000000000",
    "65000.00000000, 65000, 6500000000000",
    "0.00001234, 0.00001234, 1234",
    "0.00000001, 0.00000001, 1",
    "92233720368, 92233720368, 9223372036800000000",
    "92233720368.54775807, 92233720368.54775807, 9223372036854775807",
    "1.10, 1.1, 110000000",
    "007, 7, 700000000",
    "1.0000000000000, 1, 100000000",
    "0, 0, 0",
  })
  void readsPlainDecimalsAndWritesThemWithoutTrailingZeros(String text, String plain, long units) {
    Price price = Price.parse(text).orElseThrow();
    assertThat(price.units()).isEqualTo(units);
    assertThat(price).hasToString(plain);
    assertThat(Price.of(price.toBigDecimal())).contains(price);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1e3",
        "+1",
        "-1",
        ".5",
        "5.",
        "1,5",
        "0x10",
        "NaN",
        "٣",
        "1 ",
        "0.000000001",
        "92233720368.54775808",
        "92233720369",
        "1.2.3"
      })
  void rejectsInvalidPrices(String text) {
    assertThat(Price.parse(text)).isEmpty();
  }

  @Test
  void theHighestThresholdIsBelowTheHighestPrice() {
    assertThat(Price.MAX_THRESHOLD).hasToString("92233720368").isLessThan(Price.MAX);
    assertThat(Price.of(Price.MAX.toBigDecimal().add(BigDecimal.ONE))).isEmpty();
  }

  @Test
  void refusesNumbersOfAbsurdExponentWithoutExpandingThem() {
    assertThat(Price.of(new BigDecimal("1e999999999"))).isEmpty();
    assertThat(Price.of(new BigDecimal("1e-999999999"))).isEmpty();
    assertThat(Price.parse("1".repeat(8000))).isEmpty();
  }

  @Test
  void acceptsExponentsOfExactNumbers() {
    assertThat(Price.of(new BigDecimal("6.5e4"))).contains(new Price(65_000 * Price.ONE));
  }
}
