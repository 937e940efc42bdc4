package io.coinpanel.systemtests.documents;

import static io.coinpanel.simulator.exchange.FaultInjector.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.ingestion.IngestionApplication;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.exchange.ShutdownFormat;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.ReadinessProbe;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import io.coinpanel.webserver.WebserverApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MetricsTest {

  private static final String PAGE = "docs/metrics.md";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final CloseableStack closeableStack = new CloseableStack();
  private Simulator exchange;
  private int ingestion;
  private int webserver;
  private int management;

  @BeforeEach
  void start() throws Exception {
    TestDatabase database = closeableStack.add(TestDatabase.migrated());
    exchange = closeableStack.add(Simulator.start(SimulatorSettings.documented()));
    ingestion = port(run(IngestionApplication.builder(), database), "local.server.port");
    ConfigurableApplicationContext context = run(WebserverApplication.builder(), database);
    webserver = port(context, "local.server.port");
    management = port(context, "local.management.port");
    assertThat(ReadinessProbe.await(webserver, DEADLINE)).isTrue();
  }

  private ConfigurableApplicationContext run(
      SpringApplicationBuilder service, TestDatabase database) {
    ConfigurableApplicationContext context =
        service.run(
            "--server.port=0",
            "--coinpanel.webserver.management-port=0",
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
            "--coinpanel.ingestion.rest-uri=" + exchange.restUri());
    closeableStack.add(context);
    return context;
  }

  private static int port(ConfigurableApplicationContext context, String property) {
    return context.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  @AfterEach
  void end() {
    closeableStack.close();
  }

  @Test
  void arePublishedAsThePageSays() throws Exception {
    Document page = Document.of(PAGE);
    triggerEveryMetric();

    assertThat(MetricNames.exposed(scrape(ingestion)).kinds())
        .isEqualTo(MetricNames.documented(page.chapter("Ingestion")).kinds());
    assertThat(MetricNames.exposed(scrape(management)).kinds())
        .isEqualTo(MetricNames.documented(page.chapter("Webserver")).kinds());
  }

  /** Some appear with the first thing they count. */
  private void triggerEveryMetric() throws Exception {
    try (TestClient client = TestClient.connect(webserver, DEADLINE)) {
      client.send(Map.of("symbol", "btcusdt", "threshold", "1"));
      client.skipTo("active");
      client.sendAnything("{'type':'nonsense'}");
      client.nextOfType("error");
      exchange.injectFaults(action -> action.sendText(ALL, "no json {"));
      exchange.injectFaults(action -> action.announceShutdown(ALL, ShutdownFormat.RAW));
      Eventually.within(
          DEADLINE, () -> scrape(ingestion).contains("coinpanel_exchange_closes_total"));
    }
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + port + "/actuator/prometheus");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
