package io.coinpanel.cli.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class DestinationOptionsTest {

  @Command
  private static final class Alert {
    @Mixin private DestinationOptions destinations = new DestinationOptions();
  }

  private static Map<String, List<String>> fields(String... arguments) {
    Alert alert = new Alert();
    new CommandLine(alert).parseArgs(arguments);
    return alert.destinations.fields();
  }

  @Test
  void withoutOptionsNothingIsSaid() {
    assertThat(fields()).isEmpty();
  }

  @Test
  void namesDestinationsOneByOneOrTogether() {
    assertThat(fields("--destination", "3", "--destination", "4,5"))
        .isEqualTo(Map.of("destinations", List.of("3", "4", "5")));
  }

  @Test
  void noDestinationsAreAnEmptyList() {
    assertThat(fields("--no-destinations")).isEqualTo(Map.of("destinations", List.of()));
  }

  @Test
  void someAndNoneCannotBeCombined() {
    assertThatThrownBy(() -> fields("--no-destinations", "--destination", "3"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("cannot be combined");
  }
}
