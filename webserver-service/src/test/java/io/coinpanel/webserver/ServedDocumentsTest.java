package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serves the protocol documents. */
class ServedDocumentsTest {

  private static TestDatabase database;
  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    webserver = TestWebserver.start(database);
  }

  @AfterAll
  static void stop() {
    webserver.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"asyncapi.yaml", "openapi.yaml"})
  void servesADocumentAsItStandsInTheRepository(String name) throws IOException {
    HttpResponse<String> answer = webserver.get("/" + name);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
    assertThat(answer.body()).isEqualTo(Files.readString(Path.of("..", "docs", "protocol", name)));
  }
}
