package io.coinpanel.benchmarks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProgramTest {

  @TempDir private Path root = Path.of("");

  private String file(String name) throws IOException {
    Path file = root.resolve("webserver-service/target").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file).toString();
  }

  @Test
  void aServiceIsStartedAsItsImageStartsIt() throws IOException {
    String jar = file("image/webserver-service.jar");
    String cache = file("image/classes.aot");
    assertThat(ServiceProgram.WEBSERVER.arguments(root))
        .isEqualTo(List.of("-XX:AOTCache=" + cache, "-jar", jar));
    assertThat(ServiceProgram.WEBSERVER.hasCache(root)).isTrue();
  }

  @Test
  void anImageWithoutACacheOfClassesIsStartedWithoutOne() throws IOException {
    String jar = file("image/webserver-service.jar");
    assertThat(ServiceProgram.WEBSERVER.arguments(root)).isEqualTo(List.of("-jar", jar));
    assertThat(ServiceProgram.WEBSERVER.hasCache(root)).isFalse();
  }

  @Test
  void thePlainJarIsStartedWhereThereIsNoImage() throws IOException {
    String jar = file("webserver-service.jar");
    assertThat(ServiceProgram.WEBSERVER.arguments(root)).isEqualTo(List.of("-jar", jar));
  }

  @Test
  void reportsAMissingBuild() {
    assertThatThrownBy(() -> ServiceProgram.INGESTION.arguments(root))
        .hasMessageContaining("ingestion-service.jar is missing");
  }
}
