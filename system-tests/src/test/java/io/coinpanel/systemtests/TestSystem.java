package io.coinpanel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.runtime.CloseableStack;
import io.coinpanel.standalone.runtime.DatabaseAddress;
import io.coinpanel.standalone.runtime.ExchangeAddress;
import io.coinpanel.standalone.runtime.ReadinessProbe;
import io.coinpanel.standalone.runtime.Services;
import io.coinpanel.standalone.runtime.ServicesSettings;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Simulated exchange, both services and a database of its own, all real. */
public final class TestSystem implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final CloseableStack closeableStack = new CloseableStack();
  private final TestDatabase database;
  private final Simulator exchange;
  private final Services services;

  private TestSystem(List<String> more) throws IOException {
    database = closeableStack.add(TestDatabase.migrated());
    exchange = closeableStack.add(Simulator.start(SimulatorSettings.documented()));
    services =
        closeableStack.add(
            Services.start(
                new ServicesSettings(
                    new DatabaseAddress(
                        database.jdbcUrl(), database.username(), database.password()),
                    0,
                    0,
                    new ExchangeAddress(exchange.webSocketUri(), exchange.restUri()),
                    more)));
  }

  /** Starts it and waits until clients can subscribe. */
  public static TestSystem start(String... more) throws IOException, InterruptedException {
    TestSystem panel = new TestSystem(List.of(more));
    assertThat(ReadinessProbe.await(panel.services.port(), DEADLINE)).isTrue();
    return panel;
  }

  public TestDatabase database() {
    return database;
  }

  public Simulator exchange() {
    return exchange;
  }

  public int port() {
    return services.port();
  }

  public URI uri() {
    return URI.create("ws://localhost:" + port() + "/ws");
  }

  public TestClient connect() {
    return TestClient.connect(port(), DEADLINE);
  }

  @Override
  public void close() {
    closeableStack.close();
  }
}
