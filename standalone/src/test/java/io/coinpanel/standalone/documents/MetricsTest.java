package io.coinpanel.standalone.documents;

import static io.coinpanel.simulator.exchange.Misbehaviour.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.ingestion.IngestionApplication;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.exchange.ShutdownShape;
import io.coinpanel.standalone.Listener;
import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.panel.Parts;
import io.coinpanel.standalone.panel.Readiness;
import io.coinpanel.webserver.WebserverApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MetricsTest {

  private static final String PAGE = "docs/metrics.md";

  private final Parts parts = new Parts();
  private Simulator exchange;
  private int ingestion;
  private int webserver;
  private int management;

  @BeforeEach
  void start() throws Exception {
    TestDatabase database = parts.add(TestDatabase.migrated());
    exchange = parts.add(Simulator.start(SimulatorSettings.documented()));
    ingestion = port(run(IngestionApplication.builder(), database), "local.server.port");
    ConfigurableApplicationContext context = run(WebserverApplication.builder(), database);
    webserver = port(context, "local.server.port");
    management = port(context, "local.management.port");
    assertThat(Readiness.await(webserver, Duration.ofSeconds(60))).isTrue();
  }

  private ConfigurableApplicationContext run(
      SpringApplicationBuilder service, TestDatabase database) {
    ConfigurableApplicationContext context =
        service.run(
            "--server.port=0",
            "--webserver.management-port=0",
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
            "--coinpanel.ingestion.rest-uri=" + exchange.restUri());
    parts.add(context);
    return context;
  }

  private static int port(ConfigurableApplicationContext context, String property) {
    return context.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  @AfterEach
  void end() {
    parts.close();
  }

  @Test
  void arePublishedAsThePageSays() throws Exception {
    Document page = Document.of(PAGE);
    letEveryMeterCount();

    assertThat(Meters.exposed(scrape(ingestion)).kinds())
        .isEqualTo(Meters.documented(page.chapter("Ingestion")).kinds());
    assertThat(Meters.exposed(scrape(management)).kinds())
        .isEqualTo(Meters.documented(page.chapter("Webserver")).kinds());
  }

  /** Some appear with the first thing they count. */
  private void letEveryMeterCount() throws Exception {
    try (Listener client = new Listener(Conversation.open(uri()))) {
      client.say(Map.of("symbol", "btcusdt", "threshold", "1"));
      client.nextOfType("active");
      client.sayAnything(Map.of("type", "nonsense"));
      client.next(message -> message.type().equals("error"));
      exchange.misbehave(deed -> deed.say(ALL, "no json {"));
      exchange.misbehave(deed -> deed.announceShutdown(ALL, ShutdownShape.RAW));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> scrape(ingestion).contains("coinpanel_exchange_closes_total"));
    }
  }

  private URI uri() {
    return URI.create("ws://localhost:" + webserver + "/ws");
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + port + "/actuator/prometheus");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
