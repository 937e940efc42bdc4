package io.coinpanel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColorTest {

  private static final Map<String, String> PLAIN = Map.of("TERM", "xterm");

  @Test
  void autoIsForTerminalsThatTakeColours() {
    assertThat(Color.AUTO.isFor(true, PLAIN)).isTrue();
    assertThat(Color.AUTO.isFor(false, PLAIN)).isFalse();
    assertThat(Color.AUTO.isFor(true, Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void noColorAppliesUnlessOverridden() {
    assertThat(Color.AUTO.isFor(true, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Color.AUTO.isFor(true, Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Color.ALWAYS.isFor(false, Map.of("NO_COLOR", "1"))).isTrue();
    assertThat(Color.NEVER.isFor(true, PLAIN)).isFalse();
  }
}
