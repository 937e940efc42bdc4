package io.coinpanel.benchmarks.deliveries;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.SeedSubscriptions;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Both services, and accounts with webhooks. One trade crosses all thresholds on a symbol. */
final class WebhookScenario implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final String LOW = "1000";
  private static final String HIGH = "3000";
  private static final int LOWEST_THRESHOLD = 1001;

  private static final String IS_AT_REST =
      """
      select not exists (select from delivery_state where wanted_id > done_id)
        and not exists (select from scheduled_tasks)
      """;

  private final BenchmarkEnvironment stage;
  private final SeedWebhooks webhooks;
  private final JdbcClient database;
  private final ServiceProcess webserver;
  private long subscriptions;

  private WebhookScenario(
      BenchmarkEnvironment stage,
      SeedWebhooks webhooks,
      JdbcClient database,
      ServiceProcess webserver) {
    this.stage = stage;
    this.webhooks = webhooks;
    this.database = database;
    this.webserver = webserver;
  }

  static WebhookScenario open(EnvironmentSettings settings)
      throws IOException, InterruptedException {
    BenchmarkEnvironment stage =
        BenchmarkEnvironment.open(settings, SimulatorSettings.documented());
    try {
      JdbcClient database = JdbcClient.create(stage.postgres().dataSource());
      SeedWebhooks webhooks = new SeedWebhooks(database);
      ServiceProcess ingestion = stage.startIngestion();
      ServiceProcess webserver =
          stage.startWebserver(
              Map.of(
                  "COINPANEL_SECRET_KEY",
                  webhooks.key(),
                  "COINPANEL_DESTINATIONS_ALLOW",
                  "127.0.0.0/8"));
      var _ = webserver.awaitReady(BenchmarkEnvironment.TIMEOUT);
      var _ = ingestion.awaitReady(BenchmarkEnvironment.TIMEOUT);
      return new WebhookScenario(stage, webhooks, database, webserver);
    } catch (IOException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  ServiceProcess webserver() {
    return webserver;
  }

  Duration postgresCpu() {
    return stage.postgres().cpu();
  }

  JdbcClient database() {
    return database;
  }

  String secret() {
    return webhooks.secret();
  }

  /** Symbols that subscriptions may be on. */
  List<String> symbols(int count) throws InterruptedException {
    return ListedSymbols.await(stage.postgres(), count);
  }

  /** Adds accounts with a webhook each, and waits until their subscriptions are active. */
  void add(String symbol, int accounts, int each, URI uri) throws InterruptedException {
    webhooks.add(symbol, accounts, each, LOWEST_THRESHOLD, uri);
    subscriptions += (long) accounts * each;
    SeedSubscriptions.awaitActive(stage.postgres(), subscriptions, TIMEOUT);
    stage.postgres().checkpoint();
  }

  /** The next trade is below all thresholds. */
  void reset(String symbol) {
    stage.simulator().publish(symbol, LOW);
  }

  /** The next trade is above all thresholds. */
  void cross(String symbol) {
    stage.simulator().publish(symbol, HIGH);
  }

  /** Waits until the webserver has stored that everything was delivered. */
  void awaitRest() throws InterruptedException {
    await(() -> database.sql(IS_AT_REST).query(Boolean.class).single());
  }

  void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the webserver does not come to rest");
      }
      Thread.sleep(INTERVAL);
    }
  }

  @Override
  public void close() {
    stage.close();
  }
}
