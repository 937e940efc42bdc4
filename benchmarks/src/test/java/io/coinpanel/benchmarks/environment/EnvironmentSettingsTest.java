package io.coinpanel.benchmarks.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentSettingsTest {

  @Test
  void ingestionHasTheOptionsOfItsImage() throws IOException {
    assertThat(new EnvironmentSettings().javaOptions(ServiceProgram.INGESTION))
        .containsExactlyInAnyOrderElementsOf(options("java.options", "ingestion.options"));
  }

  @Test
  void theWebserverHasTheOptionsOfItsImage() throws IOException {
    assertThat(new EnvironmentSettings().javaOptions(ServiceProgram.WEBSERVER))
        .containsExactlyInAnyOrderElementsOf(options("java.options", "webserver.options"));
  }

  private static List<String> options(String... files) throws IOException {
    List<String> options = new ArrayList<>(List.of("-Xmx1g"));
    for (String file : files) {
      Files.readAllLines(Path.of("../docker", file)).stream()
          .filter(line -> line.startsWith("-"))
          .forEach(options::add);
    }
    return options;
  }
}
