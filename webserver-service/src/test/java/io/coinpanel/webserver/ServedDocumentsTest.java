package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The protocol's documents, as whoever writes a client fetches them. */
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

  @Test
  void servesTheAsyncApiDocumentAsItStandsInTheRepository() throws IOException {
    HttpResponse<String> answer = webserver.get("/asyncapi.yaml");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
    assertThat(answer.body())
        .isEqualTo(Files.readString(Path.of("..", "docs", "protocol", "asyncapi.yaml")));
  }

  @Test
  void servesOpenApiWithEveryEndpoint() {
    HttpResponse<String> answer = webserver.get("/openapi.yaml");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode document = new YAMLMapper().readTree(answer.body());
    assertThat(document.get("openapi").asString()).startsWith("3.");
    assertThat(document.get("paths").propertyNames())
        .contains(
            "/api/symbols",
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/actuator/prometheus");
    assertThat(document.at("/paths/~1api~1symbols/get/parameters/0/name").asString())
        .isEqualTo("query");
    assertThat(JsonMapper.builder().build().readTree(webserver.get("/openapi").body()))
        .isEqualTo(document);
  }
}
