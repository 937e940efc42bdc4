package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the document of the HTTP endpoints against the controllers. */
class OpenApiTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "protocol", "openapi.yaml");

  /** Written anew by {@code -Dcoinpanel.openapi.write}. */
  private static final boolean WRITE = System.getProperty("coinpanel.openapi.write") != null;

  @Test
  void theDocumentSaysWhatTheControllersDo() throws IOException {
    try (TestWebserver webserver =
        TestWebserver.alone(
            "--springdoc.api-docs.enabled=true",
            "--springdoc.api-docs.path=/generated",
            "--springdoc.writer-with-order-by-keys=true",
            "--springdoc.writer-with-default-pretty-printer=true")) {
      String generated = webserver.get("/generated.yaml").body();
      if (WRITE) {
        Files.writeString(DOCUMENT, generated);
      }
      assertThat(DOCUMENT).content().isEqualTo(generated);
    }
  }
}
