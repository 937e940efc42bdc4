package io.coinpanel.model;

import static io.coinpanel.model.ConditionKind.ABOVE;
import static io.coinpanel.model.ConditionKind.BELOW;
import static io.coinpanel.model.ConditionKind.CROSS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionKindTest {

  @Test
  void aboveFiresWhenThePriceLeavesTheThresholdUpward() {
    assertThat(ABOVE.isCrossed(99, 100, 100)).isFalse();
    assertThat(ABOVE.isCrossed(100, 100, 101)).isTrue();
    assertThat(ABOVE.isCrossed(99, 100, 101)).isTrue();
    assertThat(ABOVE.isCrossed(101, 100, 102)).isFalse();
    assertThat(ABOVE.isCrossed(101, 100, 99)).isFalse();
  }

  @Test
  void belowFiresWhenThePriceLeavesTheThresholdDownward() {
    assertThat(BELOW.isCrossed(101, 100, 100)).isFalse();
    assertThat(BELOW.isCrossed(100, 100, 99)).isTrue();
    assertThat(BELOW.isCrossed(101, 100, 99)).isTrue();
    assertThat(BELOW.isCrossed(99, 100, 98)).isFalse();
    assertThat(BELOW.isCrossed(99, 100, 101)).isFalse();
  }

  @Test
  void crossFiresBothWays() {
    assertThat(CROSS.isCrossed(100, 100, 101)).isTrue();
    assertThat(CROSS.isCrossed(100, 100, 99)).isTrue();
    assertThat(CROSS.isCrossed(100, 100, 100)).isFalse();
  }

  @Test
  void wireNamesAreLowerCase() {
    assertThat(CROSS.wireName()).isEqualTo("cross");
    assertThat(WireEnum.parse(ConditionKind.class, "below")).contains(BELOW);
    assertThat(WireEnum.parse(ConditionKind.class, "BELOW")).isEmpty();
  }
}
