package io.coinpanel.systemtests.browser;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.ingestion.IngestionApplication;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.ReadinessProbe;
import io.coinpanel.webserver.WebserverApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Backend and browsers for page tests; the webserver can be restarted. */
final class PageSystem implements AutoCloseable {

  /** One of them is the price that is looked at. */
  static final int MAX_SUBSCRIPTIONS = 5;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final CloseableStack closeableStack = new CloseableStack();
  private final TestDatabase database;
  private final Simulator exchange;
  private final Chromium chromium;
  private @Nullable ConfigurableApplicationContext webserver;
  private int port;

  PageSystem() throws IOException, InterruptedException {
    chromium = closeableStack.add(Chromium.launch(Chromium.find().orElseThrow()));
    database = closeableStack.add(TestDatabase.migrated());
    exchange = closeableStack.add(Simulator.start(SimulatorSettings.documented()));
    closeableStack.add(
        run(
            IngestionApplication.builder(),
            "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
            "--coinpanel.ingestion.rest-uri=" + exchange.restUri(),
            "--server.port=0"));
    closeableStack.add(this::stopWebserver);
    startWebserver();
  }

  private ConfigurableApplicationContext run(SpringApplicationBuilder builder, String... settings) {
    Stream<String> common =
        Stream.of(
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
    return builder
        .registerShutdownHook(false)
        .run(Stream.concat(common, List.of(settings).stream()).toArray(String[]::new));
  }

  /** Starts it on the port it had before, if it had one, and waits until it is ready. */
  void startWebserver() throws InterruptedException {
    webserver =
        run(
            WebserverApplication.builder(),
            "--coinpanel.webserver.simulated-prices=true",
            "--coinpanel.webserver.max-subscriptions=" + MAX_SUBSCRIPTIONS,
            "--coinpanel.webserver.management-port=0",
            "--server.port=" + port);
    port =
        Objects.requireNonNull(
            webserver.getEnvironment().getProperty("local.server.port", Integer.class));
    if (!ReadinessProbe.await(port, TIMEOUT)) {
      throw new AssertionError("the webserver does not become ready");
    }
  }

  void stopWebserver() {
    if (webserver != null) {
      webserver.close();
      webserver = null;
    }
  }

  Simulator exchange() {
    return exchange;
  }

  /** How the subscriptions to a threshold ended; "live" for those that did not. */
  List<String> ends(String threshold) {
    return JdbcClient.create(database.dataSource())
        .sql(
            "select coalesce(ended_as, 'live') from subscription"
                + " where threshold = ?::numeric order by id")
        .param(threshold)
        .query((row, number) -> row.getString(1))
        .list();
  }

  PageUser visitor() {
    return visitor(false, 1280, 800);
  }

  PageUser visitor(boolean dark, int width, int height) {
    return chromium.visitor("http://localhost:" + port, dark, width, height);
  }

  @Override
  public void close() {
    closeableStack.close();
  }
}
