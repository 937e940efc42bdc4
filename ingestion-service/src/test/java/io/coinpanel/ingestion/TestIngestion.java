package io.coinpanel.ingestion;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.database.TestRole;
import io.coinpanel.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.context.ConfigurableApplicationContext;

/** A running ingestion with its restricted database role. */
final class TestIngestion implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private TestIngestion(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** More settings are given without their prefix, as in {@code backfill-window=PT0S}. */
  static TestIngestion start(TestDatabase database, Simulator exchange, String... more) {
    return start(SystemNanoClock.INSTANCE, database, exchange, more);
  }

  /** With a monotonic clock of the test's. */
  static TestIngestion start(
      NanoClock clock, TestDatabase database, Simulator exchange, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
                "--coinpanel.ingestion.rest-uri=" + exchange.restUri()));
    settings.addAll(database.settings(TestRole.INGESTION));
    Stream.of(more).map(setting -> "--coinpanel.ingestion." + setting).forEach(settings::add);
    return new TestIngestion(
        IngestionApplication.builder()
            .initializers(
                context -> context.getBeanFactory().registerSingleton("monotonicClock", clock))
            .run(settings.toArray(String[]::new)));
  }

  String health() throws IOException, InterruptedException {
    return get("/actuator/health");
  }

  String metrics() throws IOException, InterruptedException {
    return get("/actuator/prometheus");
  }

  private String get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
