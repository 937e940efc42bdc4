package io.coinpanel.cli.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistanceTest {

  @Test
  void isInPercentOfThePrice() {
    assertThat(Distance.of("80", "100")).isEqualTo("+25.00 %");
    assertThat(Distance.of("100", "80")).isEqualTo("-20.00 %");
    assertThat(Distance.of("100", "100")).isEqualTo("0.00 %");
  }

  @Test
  void keepsTheSignOfASmallDistance() {
    assertThat(Distance.of("65000", "65000.01")).isEqualTo("+0.00 %");
    assertThat(Distance.of("65000.01", "65000")).isEqualTo("-0.00 %");
  }

  @Test
  void isEmptyWithoutAPrice() {
    assertThat(Distance.of("", "100")).isEmpty();
    assertThat(Distance.of("0", "100")).isEmpty();
  }
}
