package io.coinpanel.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessProbeTest {

  @Test
  void isNotReadyWithoutSymbols() throws Exception {
    URI nowhere = URI.create("http://localhost:" + Ports.free());
    try (TestDatabase database = TestDatabase.migrated();
        Services services = Services.start(on(database, nowhere))) {
      Eventually.within(Duration.ofSeconds(60), () -> statusOfReadiness(services.port()) == 200);
      assertThat(ReadinessProbe.await(services.port(), Duration.ZERO)).isFalse();
    }
  }

  @Test
  void isReadyWhereSymbolsNeedAnAccount() throws Exception {
    URI nowhere = URI.create("http://localhost:" + Ports.free());
    try (TestDatabase database = TestDatabase.migrated();
        Services services =
            Services.start(on(database, nowhere, "--coinpanel.webserver.access=accounts"))) {
      assertThat(ReadinessProbe.await(services.port(), Duration.ofSeconds(60))).isTrue();
    }
  }

  private static ServicesSettings on(TestDatabase database, URI exchange, String... more) {
    return new ServicesSettings(
        new DatabaseAddress(database.jdbcUrl(), database.username(), database.password()),
        0,
        0,
        new ExchangeAddress(exchange, exchange),
        List.of(more));
  }

  private static int statusOfReadiness(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + port + "/actuator/health/readiness");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
