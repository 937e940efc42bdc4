package io.coinpanel.benchmarks.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StageSettingsTest {

  @ParameterizedTest
  @EnumSource
  void servicesHaveTheOptionsOfTheirImages(Program program) throws IOException {
    Path file = Path.of("../docker", program.name().toLowerCase(Locale.ROOT) + ".options");
    List<String> options =
        new ArrayList<>(
            Files.readAllLines(file).stream().filter(line -> line.startsWith("-")).toList());
    options.add("-Xmx1g");
    assertThat(new StageSettings().javaOptions(program))
        .containsExactlyInAnyOrderElementsOf(options);
  }
}
