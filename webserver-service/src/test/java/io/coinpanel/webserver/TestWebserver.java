package io.coinpanel.webserver;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.database.TestRole;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running webserver with its restricted role, its own database and a fake ingestion. */
final class TestWebserver implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;
  private final JdbcClient database;
  private final FakeIngestion ingestion;
  private final Runnable afterwards;

  private TestWebserver(TestDatabase database, Runnable afterwards, String... settings) {
    this.database = JdbcClient.create(database.dataSource());
    this.ingestion = new FakeIngestion(this.database);
    this.afterwards = afterwards;
    List<String> arguments = new ArrayList<>(database.settings(TestRole.WEBSERVER));
    arguments.add("--server.port=0");
    arguments.add("--coinpanel.webserver.management-port=0");
    arguments.addAll(List.of(settings));
    context = WebserverApplication.builder().run(arguments.toArray(String[]::new));
  }

  /** Starts one that has a database to itself, with one symbol, and drops that at its end. */
  static TestWebserver alone(String... settings) {
    TestDatabase database = TestDatabase.migrated();
    TestWebserver webserver = new TestWebserver(database, database::close, settings);
    webserver.ingestion.listSymbol("btcusdt", "BTC", "USDT", true);
    return webserver.awaitReady();
  }

  /** Starts it and waits until it is ready. */
  static TestWebserver start(TestDatabase database, String... settings) {
    return launch(database, settings).awaitReady();
  }

  /** Starts it whatever there is. */
  static TestWebserver launch(TestDatabase database, String... settings) {
    return new TestWebserver(database, () -> {}, settings);
  }

  private TestWebserver awaitReady() {
    Eventually.until(() -> isReady(port()));
    return this;
  }

  /** Whether a webserver, if running, reports ready. */
  static boolean isReady(int port) {
    try {
      return ask(port, "/actuator/health/readiness").statusCode() == 200;
    } catch (IOException gone) {
      return false;
    }
  }

  WebServer server() {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
  }

  int port() {
    return server().getPort();
  }

  TestClient client() {
    return TestClient.connect(port());
  }

  /** How many sessions of its database wait for a lock. */
  long lockWaiters() {
    return database()
        .sql(
            "select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'")
        .query(Long.class)
        .single();
  }

  JdbcClient database() {
    return database;
  }

  FakeIngestion ingestion() {
    return ingestion;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Whether a bean that is made when it is needed has been. */
  boolean hasMade(String bean) {
    return context.getBeanFactory().containsSingleton(bean);
  }

  /** The sum of all metrics whose line begins like this; 0 if there is none. */
  double metric(String beginning) {
    return manage("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  int managementPort() {
    return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  HttpResponse<String> get(String path) {
    return getAt(port(), path);
  }

  /** Asks the management port. */
  HttpResponse<String> manage(String path) {
    return getAt(managementPort(), path);
  }

  private static HttpResponse<String> getAt(int port, String path) {
    try {
      return ask(port, path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> ask(int port, String path) throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    context.close();
    afterwards.run();
  }
}
